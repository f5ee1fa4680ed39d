"""The diagram in code: submission → collector → executor and judge → report."""

import hashlib
import hmac
import os
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path

from grader import wire
from grader.catalog import Exercise
from grader.collect.claims import Claims, CollectRequest
from grader.confine import Limits
from grader.environment import environment
from grader.explain import explain
from grader.judge.messages import JudgeRequest, Verdict
from grader.model import Problem, Report, SourceLine, Status
from grader.report.score import Circumstances, judged, ungradable, unjudged
from grader.submission import Submission, Ungradable, read_submission
from grader.text import clean, clean_line
from grader.workers.endings import Ending, collector_ending, executor_ending
from grader.workers.supervisor import Child, Supervisor, scratch_folder

CONFINEMENT = "basic"
_CLAIMS_LIMIT = 128 << 20
_EXECUTOR_LIMITS = Limits(wall_s=60.0, cpu_s=60)
_JUDGE_LIMITS = Limits(wall_s=120.0, cpu_s=120, result_bytes=16 << 20)


class Grader:
    """Grades submissions. Processes are started when the first one needs them."""

    def __init__(self, course_key: bytes | None = None) -> None:
        self._key = course_key or secrets.token_bytes(32)
        self._supervisor: Supervisor | None = None

    def __enter__(self) -> "Grader":
        return self

    def __exit__(self, *exception: object) -> None:
        if self._supervisor is not None:
            self._supervisor.__exit__(*exception)

    def grade_file(self, exercise: Exercise, path: Path, student: str) -> Report:
        """Grade the file at `path`; every problem of the student's is in the report."""
        clock = _Clock()
        found = read_submission(path, exercise)
        if isinstance(found, Ungradable):
            return ungradable(exercise, found, clock.about(student, found.file))
        return self.grade(exercise, found, student, clock)

    def grade(
        self,
        exercise: Exercise,
        submission: Submission,
        student: str,
        clock: "_Clock | None" = None,
    ) -> Report:
        """Grade a readable submission."""
        clock = clock or _Clock()
        if self._supervisor is None:
            self._supervisor = Supervisor()
        collected = self._collect(exercise, submission)
        output = clean(collected.output("stdout").decode("utf-8", "replace"), 1 << 16)
        ending, claims = _claims(collected)
        about = clock.about(student, submission.file, output)
        if claims is None:
            return unjudged(exercise, ending.status, ending.headline, ending.problem, about)
        verdict, executor = self._judge(exercise, collected, output, self._seed(exercise, student))
        about = clock.about(student, submission.file, output, _notes(claims))
        return _decide(exercise, submission, claims, verdict, executor, about)

    def _collect(self, exercise: Exercise, submission: Submission) -> Child:
        assert self._supervisor is not None
        with scratch_folder() as scratch:
            request = CollectRequest(
                submission.file, submission.source, str(scratch), os.environ.get("MNIST_DIR")
            )
            child = self._supervisor.spawn(
                "collect", exercise.limits, request=wire.encode(request), scratch=scratch
            )
            self._supervisor.wait(child)
        return child

    def _judge(
        self, exercise: Exercise, collected: Child, output: str, seed: bytes
    ) -> tuple[Verdict, Child]:
        assert self._supervisor is not None
        request = JudgeRequest(
            str(exercise.folder), wire.unframe(collected.output("result")), output, seed
        )
        request_r, request_w = os.pipe()
        answer_r, answer_w = os.pipe()
        with scratch_folder() as scratch:
            executor = self._supervisor.spawn(
                "execute", _EXECUTOR_LIMITS, scratch=scratch, channels=(request_r, answer_w)
            )
            judge = self._supervisor.spawn(
                "judge",
                _JUDGE_LIMITS,
                request=wire.encode(request),
                channels=(request_w, answer_r),
            )
            self._supervisor.wait(judge)
            if not judge.breach:
                self._supervisor.wait(executor)
            self._supervisor.finish(executor)
        return _verdict(judge), executor

    def _seed(self, exercise: Exercise, student: str) -> bytes:
        subject = f"{student}\0{exercise.slug}".encode()
        return hmac.digest(self._key, subject, hashlib.sha256)


def course_key() -> bytes | None:
    """Return the key in GRADE_COURSE_KEY; without one every run draws a new key."""
    key = os.environ.get("GRADE_COURSE_KEY", "")
    return key.encode() if key else None


def _claims(child: Child) -> tuple[Ending, Claims | None]:
    ending = collector_ending(child)
    if ending.status != "passed":
        return ending, None
    try:
        payload = wire.decompress(wire.unframe(child.output("result")), _CLAIMS_LIMIT)
        return ending, wire.decode(payload, Claims)
    except wire.WireError as error:
        problem = Problem(
            "no result",
            f"What the script left behind is not a result: {clean_line(str(error))}.",
            "Do not write to descriptors that your script did not open.",
        )
        return Ending("error", "the script damaged its result", problem), None


def _verdict(judge: Child) -> Verdict:
    if judge.breach or judge.exit is None or judge.exit.code or judge.exit.signal:
        last = clean(judge.output("stderr").decode("utf-8", "replace")[-2000:])
        reason = f"passed its {judge.breach} limit" if judge.breach else "ended unexpectedly"
        return Verdict(fault=f"the judge {reason}: {last}")
    try:
        return wire.decode(wire.unframe(judge.output("result")), Verdict)
    except wire.WireError as error:
        return Verdict(fault=f"the judge's verdict cannot be read: {error}")


def _decide(
    exercise: Exercise,
    submission: Submission,
    claims: Claims,
    verdict: Verdict,
    executor: Child,
    about: Circumstances,
) -> Report:
    problem = _raised(claims)
    if verdict.rejected:
        lines = submission.source.decode().splitlines()
        number = verdict.rejected_line
        where = (
            (SourceLine(submission.file, number, clean(lines[number - 1].strip(), 200)),)
            if 0 < number <= len(lines)
            else ()
        )
        rejected = Problem(
            "graph not allowed",
            clean(f"Your graph may not be run: {verdict.rejected}.", 600),
            "Use operations of the lessons: variables, arithmetic, layers, optimizers.",
            where,
        )
        return unjudged(exercise, "rejected", "graph not allowed", rejected, about)
    if verdict.lost:
        ending = executor_ending(executor)
        if not verdict.checks:
            return unjudged(exercise, ending.status, ending.headline, ending.problem, about)
        return judged(exercise, verdict, about, ending.problem, ending.status)
    status: Status | None = None
    if problem is not None and problem.type == "MemoryError":
        status = "killed"
    return judged(exercise, verdict, about, problem, status)


def _raised(claims: Claims) -> Problem | None:
    failure = claims.failure
    if failure is None:
        return None
    return Problem(
        clean_line(failure.type, 100),
        clean(failure.message),
        explain(failure),
        tuple(
            SourceLine(clean_line(f.file, 100), f.line, clean(f.text, 300)) for f in failure.frames
        ),
    )


def _notes(claims: Claims) -> tuple[str, ...]:
    return tuple(
        f"Not all {clean_line(what, 50)} were kept: there were too many." for what in claims.cut
    )


class _Clock:
    """When grading began."""

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._start = time.monotonic()

    def about(
        self, student: str, file: str, output: str = "", notes: tuple[str, ...] = ()
    ) -> Circumstances:
        """Return the circumstances as of now."""
        return Circumstances(
            student=clean_line(student),
            file=file,
            environment=environment(CONFINEMENT),
            started=self._wall.isoformat(timespec="seconds"),
            duration_s=round(time.monotonic() - self._start, 3),
            output=output,
            notes=notes,
        )


__all__ = ["Grader", "course_key"]
