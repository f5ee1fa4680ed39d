"""The processes of a grading: one runs the script, two judge its graph."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.catalog import Exercise
from grader.catalog.stamps import Stamp, stamp
from grader.collect.files import GIVEN, MOST_BYTES, MOST_GIVEN, SealedFiles, SealRequest
from grader.collect.request import CollectRequest
from grader.foundation import wire
from grader.foundation.limits import Limits
from grader.foundation.seals import secret_of
from grader.judge.messages import JudgeRequest, Verdict
from grader.pipeline.decision import verdict_of
from grader.pipeline.handing import drive_of, parts_of
from grader.pipeline.stage import Stage
from grader.pipeline.turns import Turns
from grader.submission import Submission
from grader.workers.child import Child
from grader.workers.confine import Policy
from grader.workers.scratch import scratch_folder
from grader.workers.standby import Standby

_DRAINED = 256 << 20  # of what a script prints; the report has the ends of it
_SEALER_LIMITS = Limits(wall_s=65.0, cpu_s=30)
_JUDGE_LIMITS = Limits(wall_s=120.0, cpu_s=120, result_bytes=16 << 20)


class Parties:
    """Runs scripts and judges their graphs, for several threads if several ask.

    What got no processor has another turn, alone. stage: what the latest grading is doing.
    """

    def __init__(self, policy: Policy) -> None:
        self.standby = Standby(policy)
        self.stage = Stage()
        self._turns = Turns()
        self._holdable: dict[Path, Stamp] = {}

    def collect(
        self,
        exercise: Exercise,
        submission: Submission,
        seed: bytes = b"",
        *,
        sealed: SealedFiles | None = None,
    ) -> Child:
        """Run the student's module; return its process, which has ended.

        sealed: what the files that it writes, and those beside it, are replaced by.
        """
        request = CollectRequest(
            submission.file,
            submission.source,
            "",
            os.environ.get("MNIST_DIR"),
            tuple(cell.start for cell in submission.cells),
            exercise.rules.packages.allow,
            parts_of(exercise, submission),
            drive_of(exercise, seed),
            exercise.rules.dialect,
            exercise.rules.model,
            exercise.rules.calls,
            sealed.written if sealed else None,
            exercise.rules.large_products,
        )
        return self._turns.run(
            lambda: self._run_script(exercise, request, sealed.given if sealed else {}),
            lambda child: child.starved,
        )

    def seal(self, exercise: Exercise, collected: Child, seed: bytes) -> Child:
        """Put drawn numbers into the files that a script wrote, and into those of its exercise.

        Return the process that did it, which has ended.
        """
        claims = wire.unframe(collected.output("result"))
        given = [one for one in exercise.files if one.name.endswith(GIVEN)][:MOST_GIVEN]
        held = {one.name: one.read_bytes() for one in given if one.stat().st_size <= MOST_BYTES}
        request = wire.encode(SealRequest(claims, secret_of(seed), held))
        return self._turns.run(lambda: self._run_sealer(request), lambda child: child.starved)

    def judge(self, request: JudgeRequest, exercise: Exercise) -> tuple[Verdict, Child, Child]:
        """Return the verdict on claims, and the processes of judge and executor, which have ended.

        Checks that one judge has run without a fault are kept collected for the next.
        """
        checks = exercise.test_file.absolute()
        as_now = stamp(checks)
        held = checks if self._holdable.get(checks) == as_now else None
        judge, executor = self._turns.run(
            lambda: self._run_graph(request, exercise.limits, held), _starved
        )
        verdict = verdict_of(judge)
        if verdict.holdable:
            self._holdable[checks] = as_now
        return verdict, judge, executor

    def _run_script(
        self, exercise: Exercise, request: CollectRequest, changed: Mapping[str, bytes]
    ) -> Child:
        processes = self.standby.workers()
        limits = msgspec.structs.replace(exercise.limits, drained_bytes=_DRAINED)
        with scratch_folder(exercise.files, changed) as scratch:
            asked = wire.encode(msgspec.structs.replace(request, scratch=str(scratch)))
            child = processes.spawn("collect", limits, request=asked, scratch=scratch)
            self.stage.running(child)
            processes.wait(child)
        self.stage.judging()
        return child

    def _run_sealer(self, request: bytes) -> Child:
        processes = self.standby.workers()
        with scratch_folder() as scratch:
            child = processes.spawn("seal", _SEALER_LIMITS, request=request, scratch=scratch)
            processes.wait(child)
        return child

    def _run_graph(
        self, request: JudgeRequest, limits: Limits, held: Path | None
    ) -> tuple[Child, Child]:
        processes = self.standby.workers()
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
