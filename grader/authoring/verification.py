"""Verifying an exercise: all its submissions and mutants judged, and what that shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from grader.authoring import proof
from grader.authoring.cases import Case, Finding, cases
from grader.authoring.gates import INAPPLICABLE, Gate, gates
from grader.authoring.inspection import advise, inspect
from grader.authoring.mutants import Mutant, Mutants, mutants
from grader.authoring.tolerance import Tolerance, calibrate, tolerances
from grader.catalog import Exercise
from grader.foundation.model import Report
from grader.pipeline import Examination, Grader

# Of the mutants that are not listed as equivalent, so many must be noticed.
KILL_RATE = 0.95
_MUTANT_S = 5
_One = TypeVar("_One", Mutant, Gate)


@dataclass(frozen=True)
class Tried:
    """How one submission fared: its first report, the largest use of time and memory, its flaws."""

    case: Case
    report: Report
    cpu_s: float
    memory_mb: int
    flaws: tuple[str, ...]


@dataclass(frozen=True)
class Mutation:
    """How many of the mutants that were tried a check has noticed; the others are survivors."""

    tried: int
    survivors: tuple[Mutant, ...]
    total: int
    equivalent: int

    @property
    def killed(self) -> int:
        """Return how many were noticed."""
        return self.tried - len(self.survivors)

    @property
    def rate(self) -> float:
        """Return the share of the tried mutants that were noticed, 1 if there are none."""
        return self.killed / self.tried if self.tried else 1.0


@dataclass(frozen=True)
class Sweep:
    """How many gates of the solution apply, and which of them no check notices."""

    tried: int
    unnoticed: tuple[Gate, ...]


@dataclass(frozen=True)
class Verification:
    """All that verifying one exercise has shown; mutation and sweep: None where not asked for.

    advice: what proves nothing wrong and would be better otherwise.
    """

    slug: str
    title: str
    findings: tuple[Finding, ...]
    runs: int = 0
    tried: tuple[Tried, ...] = ()
    tolerances: tuple[Tolerance, ...] = ()
    mutation: Mutation | None = None
    sweep: Sweep | None = None
    advice: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True)
class Proof:
    """What is to be judged: each case `runs` times, each mutant and each gate once."""

    exercise: Exercise
    cases: tuple[Case, ...]
    mutants: Mutants | None
    runs: int
    gates: tuple[Gate, ...] = ()

    @property
    def total(self) -> int:
        """Return how many gradings that is."""
        extra = len(self.mutants.chosen) + len(self.mutants.claimed) if self.mutants else 0
        return len(self.cases) * self.runs + extra + len(self.gates)


def plan(exercise: Exercise, runs: int, cap: int, sweep: bool = False) -> Proof:
    """Return what verifying takes, with at most `cap` mutants; 0: none. Raises ExerciseFault.

    sweep: with every gate of the solution.
    """
    shipped = cases(exercise)
    chosen = mutants(exercise, shipped, cap) if cap else None
    return Proof(exercise, tuple(shipped), chosen, runs, gates(exercise) if sweep else ())


def verify(
    plan: Proof, grader: Grader, threads: Executor, advance: Callable[[], None]
) -> Verification:
    """Judge what is planned, side by side; `advance` is called after each. Raises GraderFault."""
    exercise = plan.exercise

    def start(one: Exercise, case: Case, run: int) -> "Future[Examination]":
        future = threads.submit(proof.examine_once, grader, one, case, run)
        future.add_done_callback(lambda _: advance())
        return future

    running = {
        case: [start(exercise, case, run) for run in range(plan.runs)] for case in plan.cases
    }
    results = {case: [one.result() for one in futures] for case, futures in running.items()}
    short = _shortened(exercise, results)
    mutation, noted = None, tuple[Finding, ...]()
    if plan.mutants:
        wanted = (*plan.mutants.chosen, *plan.mutants.claimed)
        judged = _outcomes({one: start(short, one.case, 0) for one in wanted})
        mutation, noted = _mutation(plan.mutants, judged)
    swept = None
    if plan.gates:
        passed = _outcomes({one: start(short, one.case, 0) for one in plan.gates})
        swept = sweep({one: found.report for one, found in passed.items()})
        noted += tuple(Finding("gate", f"{one}: no check notices") for one in swept.unnoticed)
    tried = tuple(_tried(exercise, case, found) for case, found in results.items())
    measured = tuple(tolerances(exercise, results))
    found = [Finding(str(one.case), flaw) for one in tried for flaw in one.flaws]
    found += [*_unproved(exercise, results), *calibrate(measured), *noted]
    findings = [*inspect(exercise), *(_broken(results) or found)]
    return Verification(
        exercise.slug,
        exercise.rules.title,
        tuple(dict.fromkeys(findings)),
        plan.runs,
        tried,
        measured,
        mutation,
        swept,
        tuple(advise(exercise)),
    )


def _broken(results: Mapping[Case, Sequence[Examination]]) -> list[Finding]:
    """Return, where one fault ended every judgement, that alone: it says nothing of the cases."""
    reports = [one.report for found in results.values() for one in found]
    judged = [report for report in reports if report.status != "ungradable"]
    said = {report.problem.message if report.problem else "" for report in judged}
    if len(said) != 1 or any(report.status != "grader_fault" for report in judged):
        return []
    return [Finding("checks", *said)]


def _outcomes(futures: "Mapping[_One, Future[Examination]]") -> "dict[_One, Examination]":
    return {one: future.result() for one, future in futures.items()}


def sweep(reports: Mapping[Gate, Report]) -> Sweep:
    """Return which gates went unnoticed, by the reports on them; others do not apply."""
    applying = {
        gate: report
        for gate, report in reports.items()
        if report.problem is None or INAPPLICABLE not in report.problem.message
    }
    passed = (gate for gate, report in applying.items() if report.status == "passed")
    return Sweep(len(applying), tuple(passed))


def _tried(exercise: Exercise, case: Case, found: Sequence[Examination]) -> Tried:
    return Tried(
        case,
        found[0].report,
        max(one.cpu_s for one in found),
        max(one.memory_mb for one in found),
        tuple(flaw.message for flaw in proof.prove(exercise, case, found)),
    )


def _unproved(exercise: Exercise, results: dict[Case, list[Examination]]) -> Iterable[Finding]:
    """Yield the checks that no known mistake has failed."""
    failed = {
        check.name
        for case, found in results.items()
        if case.kind == "mistake"
        for one in found
        for check in one.report.checks
        if check.status == "failed"
    }
    for check in exercise.checks:
        if check.name not in failed:
            yield Finding(f"check {check.name}", "no known mistake fails it: what does it prove?")


def _shortened(exercise: Exercise, results: dict[Case, list[Examination]]) -> Exercise:
    """Return the exercise with no more time than a mutant needs that is going to end at all."""
    used = [
        one.cpu_s for case, found in results.items() if case.name == "solution" for one in found
    ]
    limits = exercise.rules.limits
    time_s = min(limits.time_s, 2 + int(_MUTANT_S * max(used, default=limits.time_s)))
    short = msgspec.structs.replace(limits, time_s=time_s)
    return replace(exercise, rules=msgspec.structs.replace(exercise.rules, limits=short))


def _mutation(
    made: Mutants, judged: dict[Mutant, Examination]
) -> tuple[Mutation, tuple[Finding, ...]]:
    """Return the outcome, and what is wrong: too many survivors, checks that stumble, claims."""
    alive = {one for one, found in judged.items() if found.report.status == "passed"}
    survivors = tuple(one for one in made.chosen if one in alive)
    outcome = Mutation(len(made.chosen), survivors, made.total, made.equivalent)
    findings = list(made.findings)
    for one in made.claimed:
        if one not in alive:
            what = f"[[equivalent]] `{one.now}` instead of `{one.was}` does make a difference"
            findings.append(Finding("exercise.toml", what))
    for one, found in judged.items():
        where = f"mutant of line {one.line}"
        findings += [Finding(where, f"{what}, not a failure") for what in found.measured.raised]
        problem = found.report.problem
        if found.report.status == "grader_fault" and problem:
            what = f"`{one.now or 'nothing'}` instead of `{one.was}`: {problem.message}"
            findings.append(Finding(where, what))
    if outcome.rate < KILL_RATE:
        message = (
            f"{len(survivors)} of {outcome.tried} score full marks: fix the checks, or list the"
            " harmless ones as [[equivalent]]"
        )
        findings.append(Finding("mutants", message))
    return outcome, tuple(findings)
