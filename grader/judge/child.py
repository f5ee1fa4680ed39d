"""Inside the judge: run an exercise's checks with pytest on one submission's claims."""

from dataclasses import replace

import msgspec
import pytest

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.foundation import wire
from grader.foundation.errors import GradeError
from grader.judge import fixtures
from grader.judge.checking import can_be_held, take
from grader.judge.checks import CheckFailed
from grader.judge.connection import Connection, ExecutorLost, GraphRejected, PipeTransport
from grader.judge.margins import Measure, Measured, current, measuring
from grader.judge.messages import MOST_TURNED, JudgeRequest, Verdict
from grader.judge.recorder import Recorder
from grader.judge.subject import Subject
from grader.judge.trace import Printed


def judge(request_fd: int, result_fd: int, executor_w: int, executor_r: int) -> None:
    """Read a JudgeRequest, run the checks, write a Verdict."""
    request = wire.decode(wire.read_all(request_fd), JudgeRequest)
    transport = PipeTransport(executor_w, executor_r)
    try:
        verdict = judge_claims(request, Connection(transport))
    except GradeError as fault:
        verdict = Verdict(fault=fault.message)
    transport.close()
    wire.write_frame(result_fd, wire.encode(verdict))


def judge_claims(request: JudgeRequest, connection: Connection) -> Verdict:
    """Return the verdict on the claims in `request`."""
    exercise = request.exercise
    try:
        claims = wire.unpacked(request.claims, Claims)
        again = wire.unpacked(request.sealed, Claims) if request.sealed else None
    except wire.WireError:
        return Verdict(damaged=True)
    subject = Subject(exercise, claims, Printed(request.printed), request.seed, connection)
    subject.style, subject.again = request.style, again
    try:
        subject.load(request.threads)
    except GraphRejected as error:
        found = error.rejection
        name = f" (operation {found.node!r})" if found.node else ""
        return Verdict(rejected=f"{found.reason}{name}", rejected_line=_line(claims, error))
    except ExecutorLost:
        return Verdict(lost=True)
    picture = subject.picture()
    if request.picture_only:
        return Verdict(picture=picture)
    recorder = Recorder(exercise, claims.unfinished, request.stopped)
    measure = None
    if request.measure:
        measure = Measure(check.name for check in exercise.checks if check.secret)
    with measuring(measure):
        checks = take(exercise.test_file)
        checks.run(_Judgement(subject, recorder))
    measured = measure.result() if measure else Measured()
    fault = recorder.fault or checks.fault
    if claims.failed_cells and not recorder.lost:
        fault = fault or _confirm(subject, recorder)
    return Verdict(
        recorder.results(),
        _known(exercise, recorder.mistake),
        lost=recorder.lost,
        fault=fault,
        picture=picture,
        measured=msgspec.structs.replace(
            measured,
            raised=tuple(recorder.raised),
            messages=recorder.messages if measure else {},
        ),
        left_out=subject.left_out,
        turned=tuple(sorted(subject.turned))[:MOST_TURNED],
        holdable=not fault and can_be_held(),
    )


def _confirm(subject: Subject, recorder: Recorder) -> str:
    """Judge again without what was done in cells that raised; return what is our fault, or "".

    A check on claims that passes only with it stands in such a cell, and does not count.
    """
    exercise, claims = subject.exercise, subject.claims.of_whole_cells()
    if claims.events == subject.claims.events or not recorder.claims_that_passed():
        return ""
    again = Recorder(exercise)
    alone = replace(subject, claims=claims, _graphs={})
    take(exercise.test_file).run(_Judgement(alone, again))
    recorder.withdraw([name for name in recorder.claims_that_passed() if not again.passed(name)])
    recorder.lost = recorder.lost or again.lost
    return again.fault


class _Judgement:
    """Hands the subject to the plugin's fixtures."""

    def __init__(self, subject: Subject, recorder: Recorder) -> None:
        self._subject = subject
        self._recorder = recorder

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[fixtures.SUBJECT] = self._subject
        config.stash[fixtures.RECORDER] = self._recorder

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is not None and call.excinfo.errisinstance(CheckFailed):
            self._subject.look_around()

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if (measure := current()) is not None:
            measure.begin(item.name.removeprefix("test_"))


def _known(exercise: Exercise, mistake: str) -> str:
    """Return a mistake that exercise.toml lists; raise ExerciseFault, but not in a release."""
    if exercise.rules.withheld is not None:
        return mistake if mistake in {one.name for one in exercise.rules.mistakes} else ""
    return exercise.mistake(mistake).name if mistake else ""


def _line(claims: Claims, error: GraphRejected) -> int:
    """Return the student's line that made the rejected node, 0 if it is not known."""
    graph = claims.graphs[error.rejection.graph]
    position = error.rejection.position
    return graph.lines[position] if 0 <= position < len(graph.lines) else 0
