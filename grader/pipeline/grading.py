"""The diagram in code: submission → collector → executor and judge → report."""

import hashlib
import hmac
import secrets
from dataclasses import replace
from pathlib import Path

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.foundation import wire
from grader.foundation.errors import WorkerLost
from grader.foundation.model import GraphPicture, Report
from grader.judge.margins import Measured
from grader.judge.messages import judge_request
from grader.pipeline.clock import Clock
from grader.pipeline.decision import (
    beside,
    claims_of,
    decide,
    notes,
    printed,
    shortened,
)
from grader.pipeline.examination import Examination, examined
from grader.pipeline.handing import lacking, notes_on_parts
from grader.pipeline.leaving import decided, turned
from grader.pipeline.parties import Parties
from grader.pipeline.problems import stopped
from grader.pipeline.reader import Reader
from grader.pipeline.references import References
from grader.pipeline.runs import Runs
from grader.pipeline.selftest import SelfTest
from grader.pipeline.stage import Stage
from grader.report.score import ungradable, unjudged
from grader.submission import Submission, Ungradable
from grader.workers.confine import OWN_WORK, Policy
from grader.workers.endings import Ending
from grader.workers.workers import Workers

_TRIES = 3


class Grader:
    """Grades submissions, several at a time if several threads ask.

    Processes are started when the first submission needs them, and again when one is lost.
    reader: what files are read with, before anything else.
    """

    def __init__(self, course_key: bytes | None = None, policy: Policy = OWN_WORK) -> None:
        self._key = course_key or secrets.token_bytes(32)
        self.reader = Reader(policy)
        self._parties = Parties(policy)
        self._references = References(self._parties)
        self._runs = Runs(self._parties, SelfTest())

    @property
    def stage(self) -> Stage:
        """What the latest grading is doing just now."""
        return self._parties.stage

    @property
    def processes(self) -> Workers:
        """The processes that run scripts and graphs, started if there are none."""
        return self._parties.standby.workers()

    def __enter__(self) -> "Grader":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; they are started again when they are needed."""
        self.reader.close()
        self._parties.standby.close()

    def give_up(self) -> None:
        """Make every grading that is under way end soon; its result is worth nothing."""
        self.reader.give_up()
        self._parties.standby.give_up()

    def start(self) -> None:
        """Have processes ready for the next submission, and do not wait for them."""
        self.processes.warm()

    def ready(self) -> None:
        """Start the processes and wait for them. Raises GraderFault, also when it is refused."""
        self.processes.ready()

    def grade_file(self, exercise: Exercise, path: Path, student: str) -> Report:
        """Grade the file at `path`; every problem of the student's is in the report."""
        return self.grade(exercise, self.reader.open_file(exercise, path), student)

    def grade(
        self, exercise: Exercise, submission: Submission | Ungradable, student: str
    ) -> Report:
        """Grade what was read of a submission. Raises GraderFault."""
        if isinstance(submission, Ungradable):
            return ungradable(exercise, submission, Clock().about(student, submission.file))
        return self.examine(exercise, submission, student, measure=False).report

    def examine(
        self,
        exercise: Exercise,
        submission: Submission,
        student: str,
        *,
        measure: bool = True,
        threads: int = 1,
    ) -> Examination:
        """Grade a submission, be it the untouched stub, and measure how it is judged.

        threads: how many the executor's sessions have. Raises GraderFault.
        """
        for _ in range(_TRIES - 1):
            try:
                return self._grade(exercise, submission, student, measure, threads)
            except WorkerLost:  # perhaps because of another submission
                continue
        return self._grade(exercise, submission, student, measure, threads)

    def _grade(
        self, exercise: Exercise, submission: Submission, student: str, measure: bool, threads: int
    ) -> Examination:
        clock = Clock()
        if (wanting := lacking(exercise, submission)) is not None:
            about = clock.about(student, submission.file)
            return Examination(ungradable(exercise, wanting, about), Measured(), 0.0, 0)
        seed = self.seed(exercise, student)
        ran = self._runs.of(exercise, submission, seed)
        collected, claims = ran.first, ran.claims
        output = printed(collected)
        clock.timings_s["collect"] = ran.seconds
        clock.spent(*ran.children)
        clock.tier = self.processes.tier
        if isinstance(claims, Ending):
            about = clock.about(student, submission.file, output, ran.notes)
            report = unjudged(exercise, claims.status, claims.headline, claims.problem, about)
            return examined(report, Measured(), collected)
        request = judge_request(
            exercise,
            wire.unframe(collected.output("result")),
            output,
            seed,
            measure=measure,
            threads=threads,
            stopped=stopped(submission, claims.failure),
            style=submission.style,
            sealed=ran.sealed,
        )
        verdict, judge, executor = self._parties.judge(request, exercise)
        clock.timings_s["judge"] = judge.seconds
        clock.spent(*ran.children, judge, executor)
        about = clock.about(
            student,
            submission.file,
            output,
            (
                *notes(submission, claims, exercise),
                *notes_on_parts(exercise, submission),
                *shortened(collected),
                *beside(verdict),
                *turned(submission, verdict),
                *decided(submission, claims, verdict),
            ),
        )
        about = replace(about, reference=self.reference(exercise))
        report = decide(exercise, submission, claims, verdict, executor, about)
        return examined(report, verdict.measured, collected)

    def reference(self, exercise: Exercise) -> GraphPicture | None:
        """Return the picture of the solution's graph, if the exercise lets students see it."""
        return self._references.picture(exercise)

    def claims(
        self, exercise: Exercise, submission: Submission, student: str = ""
    ) -> tuple[Claims | Ending, str]:
        """Run the student's module; return what it claims, or how it ended, and its output."""
        collected = self._parties.collect(exercise, submission, self.seed(exercise, student))
        return claims_of(collected), printed(collected)

    def claims_again(
        self, exercise: Exercise, submission: Submission, student: str = ""
    ) -> Claims | Ending:
        """Run the student's module twice; return what it claims in the second run, if there is one.

        In that the files that it writes hold drawn numbers.
        """
        ran = self._runs.of(exercise, submission, self.seed(exercise, student))
        return ran.claims if isinstance(ran.claims, Ending) else claims_of(ran.children[-1])

    def open_executor(self, exercise: Exercise) -> tuple[int, int]:
        """Start an executor and return descriptors: requests are written, answers are read."""
        _, *channels = self.processes.open_executor(exercise.limits)
        return channels[0], channels[1]

    def seed(self, exercise: Exercise, student: str) -> bytes:
        """Return the secret from which a student's hidden inputs are drawn."""
        subject = f"{student}\0{exercise.slug}".encode()
        return hmac.digest(self._key, subject, hashlib.sha256)
