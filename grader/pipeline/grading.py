"""The diagram in code: submission → collector → executor and judge → report."""

import hashlib
import hmac
import os
import secrets
import threading
from dataclasses import replace
from pathlib import Path

import msgspec

from grader.catalog import Exercise
from grader.catalog.stamps import Stamp, stamp
from grader.collect.claims import Claims, CollectRequest, Gist
from grader.foundation import wire
from grader.foundation.errors import WorkerLost
from grader.foundation.limits import Limits
from grader.foundation.model import GraphPicture, Report
from grader.judge.margins import Measured
from grader.judge.messages import JudgeRequest, Verdict, judge_request
from grader.pipeline.clock import Clock
from grader.pipeline.decision import (
    beside,
    claims_of,
    decide,
    driver_fault,
    gist_of,
    notes,
    printed,
    shortened,
    verdict_of,
)
from grader.pipeline.examination import Examination, examined
from grader.pipeline.handing import drive_of, lacking, notes_on_parts, parts_of
from grader.pipeline.leaving import turned
from grader.pipeline.problems import raised, stopped
from grader.pipeline.reader import Reader
from grader.pipeline.selftest import SelfTest
from grader.pipeline.stage import Stage
from grader.pipeline.turns import Turns
from grader.report.score import ungradable, unjudged
from grader.submission import Submission, Ungradable
from grader.workers.child import Child
from grader.workers.confine import OWN_WORK, Policy
from grader.workers.endings import OUT_OF_MEMORY, Ending, out_of_memory, out_of_space
from grader.workers.scratch import scratch_folder
from grader.workers.workers import Workers, open_workers

_TRIES = 3
_DRAINED = 256 << 20  # of what a script prints; the report has the ends of it
_JUDGE_LIMITS = Limits(wall_s=120.0, cpu_s=120, result_bytes=16 << 20)


class Grader:
    """Grades submissions, several at a time if several threads ask.

    Processes are started when the first submission needs them, and again when one is lost.
    reader: what files are read with, before anything else.
    """

    def __init__(self, course_key: bytes | None = None, policy: Policy = OWN_WORK) -> None:
        self._key = course_key or secrets.token_bytes(32)
        self._policy = policy
        self.reader = Reader(policy)
        self.stage = Stage()
        self._selftest = SelfTest()
        self._workers: Workers | None = None
        self._lock = threading.Lock()
        self._turns = Turns()
        self._holdable: dict[Path, Stamp] = {}
        self._references: dict[Path, GraphPicture | None] = {}
        self._reference_lock = threading.Lock()

    def __enter__(self) -> "Grader":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; they are started again when they are needed."""
        self.reader.close()
        with self._lock:
            if self._workers is not None:
                self._workers.close()
                self._workers = None

    def give_up(self) -> None:
        """Make every grading that is under way end soon; its result is worth nothing."""
        self.reader.give_up()
        with self._lock:
            if self._workers is not None:
                self._workers.give_up()

    def start(self) -> None:
        """Have processes ready for the next submission, and do not wait for them."""
        self._processes().warm()

    def ready(self) -> None:
        """Start the processes and wait for them. Raises GraderFault, also when it is refused."""
        self._processes().ready()

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
        collected = self._turns.run(
            lambda: self._collect(exercise, submission, seed), lambda child: child.starved
        )
        output = printed(collected)
        claims = gist_of(collected)
        clock.timings_s["collect"] = collected.seconds
        clock.spent(collected)
        clock.tier = self._processes().tier
        if isinstance(claims, Gist) and claims.failure and claims.failure.of_driver:
            claims = driver_fault(exercise, claims.failure)
        if isinstance(claims, Gist) and claims.unfinished:
            problem = raised(submission, claims)
            if problem and problem.type in OUT_OF_MEMORY:
                claims = out_of_memory(exercise.limits, problem)
            elif collected.ran_out:  # perhaps it failed for want of space: no fault of its own
                claims = out_of_space(collected)
        if isinstance(claims, Ending):
            about = clock.about(student, submission.file, output)
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
        )
        checks = exercise.test_file.absolute()
        as_now = stamp(checks)
        held = checks if self._holdable.get(checks) == as_now else None
        judge, executor = self._turns.run(
            lambda: self._judge(request, exercise.limits, held), _starved
        )
        verdict = verdict_of(judge)
        if verdict.holdable:
            self._holdable[checks] = as_now
        if claims.dialect == "tf2" and (fault := self._selftest.fault(self._processes())):
            verdict = Verdict(fault=fault)
        clock.timings_s["judge"] = judge.seconds
        clock.spent(collected, judge, executor)
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
            ),
        )
        about = replace(about, reference=self.reference(exercise))
        report = decide(exercise, submission, claims, verdict, executor, about)
        return examined(report, verdict.measured, collected)

    def reference(self, exercise: Exercise) -> GraphPicture | None:
        """Return the picture of the solution's graph, drawn once.

        None unless the exercise lets students see it, and has its solution with it.
        """
        if not exercise.rules.report.reference_graph or not exercise.solution.is_file():
            return None
        with self._reference_lock:
            if exercise.folder not in self._references:
                self._references[exercise.folder] = self._picture(exercise)
            return self._references[exercise.folder]

    def claims(
        self, exercise: Exercise, submission: Submission, student: str = ""
    ) -> tuple[Claims | Ending, str]:
        """Run the student's module; return what it claims, or how it ended, and its output."""
        collected = self._collect(exercise, submission, self.seed(exercise, student))
        return claims_of(collected), printed(collected)

    def open_executor(self, exercise: Exercise) -> tuple[int, int]:
        """Start an executor and return descriptors: requests are written, answers are read."""
        _, *channels = self._processes().open_executor(exercise.limits)
        return channels[0], channels[1]

    def seed(self, exercise: Exercise, student: str) -> bytes:
        """Return the secret from which a student's hidden inputs are drawn."""
        subject = f"{student}\0{exercise.slug}".encode()
        return hmac.digest(self._key, subject, hashlib.sha256)

    def _processes(self) -> Workers:
        with self._lock:
            lost = self._workers
            if lost is not None and isinstance(lost.fault, WorkerLost):
                lost.close()
                self._workers = None
            if self._workers is None:
                self._workers = open_workers(self._policy)
            return self._workers

    def _collect(self, exercise: Exercise, submission: Submission, seed: bytes = b"") -> Child:
        processes = self._processes()
        with scratch_folder(exercise.files) as scratch:
            request = CollectRequest(
                submission.file,
                submission.source,
                str(scratch),
                os.environ.get("MNIST_DIR"),
                tuple(cell.start for cell in submission.cells),
                exercise.rules.packages.allow,
                parts_of(exercise, submission),
                drive_of(exercise, seed),
                exercise.rules.dialect,
                exercise.rules.model,
            )
            limits = msgspec.structs.replace(exercise.limits, drained_bytes=_DRAINED)
            child = processes.spawn(
                "collect", limits, request=wire.encode(request), scratch=scratch
            )
            self.stage.running(child)
            processes.wait(child)
        self.stage.judging()
        return child

    def _picture(self, exercise: Exercise) -> GraphPicture | None:
        source = exercise.solution.read_bytes()
        collected = self._collect(exercise, Submission(exercise.solution.name, source))
        if not isinstance(gist_of(collected), Gist):
            return None
        payload = wire.unframe(collected.output("result"))
        request = judge_request(exercise, payload, picture_only=True)
        return verdict_of(self._judge(request, exercise.limits)[0]).picture

    def _judge(
        self, request: JudgeRequest, limits: Limits, held: Path | None = None
    ) -> tuple[Child, Child]:
        processes = self._processes()
        with scratch_folder() as scratch:
            judge, executor = processes.spawn_judge(
                wire.encode(request), _JUDGE_LIMITS, limits, scratch, held
            )
            processes.wait(judge)
            if not judge.breach:
                processes.wait(executor)
            processes.finish(executor)
        return judge, executor


def _starved(parties: tuple[Child, Child]) -> bool:
    """Say whether a judge or its executor had no processor, which is nobody's fault."""
    judge, executor = parties
    return judge.breach == "time" or executor.starved
