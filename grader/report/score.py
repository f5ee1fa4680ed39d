"""Pure: from what the three parties said to one Report."""

from dataclasses import dataclass, field, replace

from grader.catalog import Exercise
from grader.foundation.model import (
    SCHEMA_VERSION,
    CheckResult,
    Environment,
    GraphPicture,
    Mistake,
    Problem,
    Report,
    Status,
)
from grader.judge.messages import Verdict
from grader.pictures.marks import mark
from grader.report.pointers import first_to_fix, first_words
from grader.submission import Ungradable


@dataclass(frozen=True)
class Circumstances:
    """What a report says beside the decision."""

    student: str
    file: str
    environment: Environment
    started: str
    duration_s: float
    output: str = ""
    notes: tuple[str, ...] = ()
    timings_s: dict[str, float] = field(default_factory=dict)
    graph: GraphPicture | None = None
    reference: GraphPicture | None = None


def unjudged(
    exercise: Exercise, status: Status, headline: str, problem: Problem, about: Circumstances
) -> Report:
    """Return a report without any judgement: every check is skipped, no points."""
    checks = tuple(
        CheckResult(
            name=rule.name,
            description=rule.description,
            status="skipped",
            score=0.0,
            max_score=rule.points,
            message=f"not judged: {headline}",
            secret=rule.secret,
        )
        for rule in exercise.checks
    )
    return _report(
        exercise, status, checks, f"{headline[:1].upper()}{headline[1:]}.", about, problem
    )


def ungradable(exercise: Exercise, found: Ungradable, about: Circumstances) -> Report:
    """Return the report on a file that cannot be graded."""
    return unjudged(exercise, "ungradable", found.headline, found.problem, about)


def judged(
    exercise: Exercise,
    verdict: Verdict,
    about: Circumstances,
    problem: Problem | None = None,
    status: Status | None = None,
) -> Report:
    """Return the report on a submission that was judged. `status` overrides what checks say."""
    checks = verdict.checks
    about = _with_pictures(about, verdict.picture)
    if verdict.fault:
        problem = Problem(
            "grader fault", verdict.fault, "This is not your fault: tell your teacher."
        )
        return _report(exercise, "grader_fault", checks, "The grader failed.", about, problem)
    decided: Status = status or ("error" if problem else _from_checks(checks))
    mistake = None
    if verdict.mistake:
        mistake = Mistake(verdict.mistake, exercise.mistake(verdict.mistake).hint)
    return _report(exercise, decided, checks, _headline(decided, checks), about, problem, mistake)


def _with_pictures(about: Circumstances, graph: GraphPicture | None) -> Circumstances:
    """Return the circumstances with the student's picture, beside the reference if it is shown."""
    if graph is None or about.reference is None:
        return replace(about, graph=graph, reference=None)
    graph, reference = mark(graph, about.reference)
    return replace(about, graph=graph, reference=reference)


def _from_checks(checks: tuple[CheckResult, ...]) -> Status:
    return "passed" if all(check.status == "passed" for check in checks) else "failed"


def _headline(status: Status, checks: tuple[CheckResult, ...]) -> str:
    passed = sum(check.status == "passed" for check in checks)
    if status == "passed":
        return "1 check passed." if len(checks) == 1 else f"All {len(checks)} checks passed."
    first = first_to_fix(checks)
    counted = f"{passed} of {len(checks)} checks passed"
    if status == "error":
        late = sum(check.message.startswith("not reached") for check in checks)
        rest = f", {late} not reached" if late else ""
        return f"The script raised an error; {counted}{rest}."
    return f"{counted}{first_words(first)}."


def _report(
    exercise: Exercise,
    status: Status,
    checks: tuple[CheckResult, ...],
    message: str,
    about: Circumstances,
    problem: Problem | None = None,
    mistake: Mistake | None = None,
) -> Report:
    return Report(
        schema_version=SCHEMA_VERSION,
        exercise=exercise.slug,
        title=exercise.rules.title,
        student=about.student,
        file=about.file,
        status=status,
        score=sum(check.score for check in checks),
        max_score=exercise.max_score,
        message=message,
        mistake=mistake,
        problem=problem,
        checks=checks,
        output=about.output,
        environment=about.environment,
        started=about.started,
        duration_s=about.duration_s,
        notes=(*exercise.notes, *about.notes),
        timings_s=about.timings_s,
        graph=about.graph,
        reference_graph=about.reference,
        language=exercise.rules.language or "",
        hints=exercise.rules.report.hints,
    )
