"""What must hold of each submission that an exercise ships, and of the reports on it."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from grader.authoring.cases import RIGHT, Case, Finding
from grader.authoring.inspection import told
from grader.authoring.stubs import withheld_lines
from grader.catalog import Exercise
from grader.foundation.model import Report, encode_report
from grader.pipeline import Examination, Grader

# A right answer must leave as much again for slower machines and heavier answers.
_SPARE = 0.5
# So seldom would numbers in a report be those of a secret check by chance.
_CHANCE = 1e-6
_NUMBER = re.compile(r"\d+\.\d+")


def examine(grader: Grader, exercise: Exercise, case: Case, runs: int) -> list[Examination]:
    """Judge a case `runs` times, for another student each time, with one thread and two in turn."""
    return [examine_once(grader, exercise, case, run) for run in range(runs)]


def examine_once(grader: Grader, exercise: Exercise, case: Case, run: int) -> Examination:
    """Judge a case as student number `run`."""
    submission = case.submission
    return grader.examine(exercise, submission, f"student {run}", threads=1 + run % 2)


def prove(exercise: Exercise, case: Case, found: Sequence[Examination]) -> list[Finding]:
    """Return what these examinations of a case show to be wrong with the exercise."""
    flaws = dict.fromkeys(flaw for one in found for flaw in _flaws(exercise, case, one))
    if case.kind not in RIGHT and (shown := shown_numbers(case, found)):
        flaws[f"its report shows numbers of a secret check: {', '.join(shown[:3])}"] = None
    return [Finding(str(case), flaw) for flaw in flaws]


def _flaws(exercise: Exercise, case: Case, found: Examination) -> Iterator[str]:
    report, said = found.report, found.measured.messages
    for one in found.measured.raised:
        told = next((t for name, t in said.items() if one.startswith(f"check {name} raised ")), "")
        yield f"{one}, which is not a failure{_inside(told)}"
    if report.status == "grader_fault":
        reason = report.problem.message if report.problem else report.message
        yield f"cannot be judged: {reason}{_inside('; '.join(said.values()))}"
    elif case.kind in RIGHT:
        yield from _right(report, said)
        if case.kind == "solution":
            yield from _spare(exercise, found)
    else:
        if case.kind == "stub":
            yield from _untouched(report)
        elif case.kind == "mistake":
            yield from _wrong(exercise, case, report)
        yield from leaks(exercise, case, found)


def _inside(text: str) -> str:
    """Return what a secret check said, for its author, behind what its students may know."""
    return f" ({text})" if text else ""


def _right(report: Report, said: Mapping[str, str]) -> Iterator[str]:
    for check in report.checks:
        if check.status != "passed":
            yield f"check {check.name} {check.status}: {said.get(check.name, check.message)}"
    if report.problem is not None:
        yield f"{report.problem.type}: {report.problem.message}"
    if report.status == "passed" and report.score != report.max_score:
        yield f"scores {report.score:g} of {report.max_score:g}"
    if report.mistake is not None:
        yield f"is taken for the mistake {report.mistake.name}"


def _spare(exercise: Exercise, found: Examination) -> Iterator[str]:
    limits = exercise.rules.limits
    if found.cpu_s > _SPARE * limits.time_s:
        yield f"uses {found.cpu_s:.1f} of {limits.time_s} seconds: raise [limits] time_s"
    if found.memory_mb > _SPARE * limits.memory_mb:
        yield f"uses {found.memory_mb} of {limits.memory_mb} megabytes: raise [limits] memory_mb"


def _untouched(report: Report) -> Iterator[str]:
    """The stub, judged as if something harmless had been changed in it."""
    passed = [check.name for check in report.checks if check.status == "passed"]
    if report.status == "passed" or 2 * report.score >= report.max_score:
        yield f"scores {report.score:g} of {report.max_score:g} with {', '.join(passed)}"


def _wrong(exercise: Exercise, case: Case, report: Report) -> Iterator[str]:
    rule = exercise.mistake(case.name)
    status = {check.name: check.status for check in report.checks}[rule.check]
    if status != "failed":
        yield f"must fail check {rule.check}, which {_past(status)}"
    if report.mistake is None:
        yield "is not diagnosed: no check names it, or two mistakes fit equally"
    elif report.mistake.name != case.name:
        yield f"is diagnosed as {report.mistake.name}"
    elif report.mistake.hint != rule.hint:
        yield "is diagnosed with another hint"
    if report.score >= report.max_score:
        yield "scores full marks"


def _past(status: str) -> str:
    return f"was {status}" if status == "skipped" else status


def leaks(exercise: Exercise, case: Case, found: Examination) -> Iterator[str]:
    """Say which of the solution's lines the report on a wrong answer gives away."""
    text = encode_report(found.report).decode()
    own = case.source.decode(errors="replace")
    hints = " ".join(mistake.hint for mistake in exercise.rules.mistakes)
    hints += " ".join(check.hint for check in exercise.checks)
    lines = withheld_lines(exercise)
    hidden = tuple(line for line in lines if line not in own and line not in hints)
    for line in told(hidden, text.replace('\\"', '"')):
        yield f"its report shows a line of the solution: {line}"


def shown_numbers(case: Case, found: Sequence[Examination]) -> list[str]:
    """Return the numbers of secret checks in the reports on a case, none if chance explains them.

    A report may hold a thousand numbers, and a check may draw as many, so that some agree by
    chance. But then as many agree with each number that differs in the last two digits only: of
    all that agree but for these, one in a hundred agrees in these as well.
    """
    own = case.source.decode(errors="replace")
    shown: list[str] = []
    alike = 0
    for one in found:
        text = encode_report(one.report).decode()
        begun = {
            number[:end] for number in _NUMBER.findall(text) for end in range(7, len(number) + 1)
        }
        kin = Counter((number[:-2], len(number)) for number in begun)
        drawn = [number for number in one.measured.drawn if _NUMBER.fullmatch(number)]
        drawn = [number for number in drawn if number not in own]
        shown += [number for number in drawn if number in begun]
        alike += sum(kin[number[:-2], len(number)] for number in drawn)
    return shown if _at_least(len(shown), alike, 0.01) < _CHANCE else []


def _at_least(hits: int, tries: int, share: float) -> float:
    """Return the probability of so many hits or more in independent tries."""
    return sum(
        math.comb(tries, one) * share**one * (1 - share) ** (tries - one)
        for one in range(hits, tries + 1)
    )
