"""The runs of a script: one, and where an exercise asks for it a second, with other files."""

from dataclasses import dataclass

from grader.catalog import Exercise
from grader.collect.claims import Gist
from grader.collect.keras import names_keras
from grader.foundation import wire
from grader.pipeline.decision import (
    driver_fault,
    gist_of,
    sealed_files,
    unrecordable,
)
from grader.pipeline.parties import Parties
from grader.pipeline.problems import raised
from grader.pipeline.selftest import SelfTest
from grader.submission import Submission
from grader.workers.child import Child
from grader.workers.endings import OUT_OF_MEMORY, Ending, out_of_memory, out_of_space

_SEALED = 2  # the processes until files are sealed: the first run's, and the sealer
_SECOND = "That was a second run, in which the files that the script writes hold other numbers."


@dataclass(frozen=True)
class Ran:
    """Processes that have ended, the first run's first, and what it claims in that run.

    Or how a run ended where nothing can be judged.
    """

    children: tuple[Child, ...]
    claims: Gist | Ending

    @property
    def first(self) -> Child:
        """The process of the first run."""
        return self.children[0]

    @property
    def seconds(self) -> float:
        """How long all of them took."""
        return sum(child.seconds for child in self.children)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a report says of an end that was the second run's."""
        of_second = isinstance(self.claims, Ending) and len(self.children) > _SEALED
        return (_SECOND,) * of_second

    @property
    def sealed(self) -> bytes:
        """What the script claims in its second run, nothing if there was none."""
        last = self.children[-1]
        return b"" if last is self.first else wire.unframe(last.output("result"))


class Runs:
    """Runs scripts. selftest: finds out whether those in TensorFlow 2 can be recorded."""

    def __init__(self, parties: Parties, selftest: SelfTest) -> None:
        self._parties, self._selftest = parties, selftest

    def of(self, exercise: Exercise, submission: Submission, seed: bytes) -> Ran:
        """Run a script, and again if its exercise asks for that, unless nothing can be judged."""
        first = self._parties.collect(exercise, submission, seed)
        claims = self._claimed(exercise, submission, first)
        if isinstance(claims, Ending) or not exercise.rules.model.sealed:
            return Ran((first,), claims)
        sealer = self._parties.seal(exercise, first, seed)
        files = sealed_files(sealer)
        if isinstance(files, Ending):
            return Ran((first, sealer), files)
        second = self._parties.collect(exercise, submission, seed, sealed=files)
        again = self._claimed(exercise, submission, second)
        return Ran((first, sealer, second), again if isinstance(again, Ending) else claims)

    def _claimed(
        self, exercise: Exercise, submission: Submission, collected: Child
    ) -> Gist | Ending:
        """Return what a script claims, or how its run ended where nothing can be judged."""
        claims = gist_of(collected)
        if isinstance(claims, Ending):
            return claims
        if claims.dialect == "tf2":
            keras = names_keras(submission.source.decode())
            if fault := self._selftest.fault(self._parties.standby.workers(), keras=keras):
                return unrecordable(fault)
        if claims.failure and claims.failure.of_driver:
            return driver_fault(exercise, claims.failure)
        if claims.unfinished:
            problem = raised(submission, claims)
            if problem and problem.type in OUT_OF_MEMORY:
                return out_of_memory(exercise.limits, problem)
            if collected.ran_out:  # perhaps it failed for want of space: no fault of its own
                return out_of_space(collected)
        return claims
