"""What the judge is asked and what it decides."""

from pathlib import Path

import msgspec

from grader.catalog import Exercise
from grader.catalog.declarations import CheckRule
from grader.catalog.rules import ExerciseRules
from grader.foundation.model import CheckResult, GraphPicture
from grader.judge.margins import Measured
from grader.submission.messages import StyleFault

MOST_TURNED = 5


class JudgeRequest(msgspec.Struct, frozen=True):
    """Judge these claims by the checks of the exercise in `folder`; seed is the student's.

    rules, checks: the exercise as it was read once, for all who judge by it. picture_only: draw the
    graph and run no check. measure: note how near each comparison came to its tolerance. threads:
    of the executor's sessions. stopped: where the script stopped with an error, "" if it did not.
    style: where the file is not in the style that is asked for. sealed: the claims of a second run,
    in which files held drawn numbers; nothing if there was none.
    """

    folder: str
    rules: ExerciseRules
    checks: tuple[CheckRule, ...]
    claims: bytes
    printed: str
    seed: bytes
    picture_only: bool = False
    measure: bool = False
    threads: int = 1
    stopped: str = ""
    style: tuple[StyleFault, ...] = ()
    sealed: bytes = b""

    @property
    def exercise(self) -> Exercise:
        """The exercise by whose checks is judged."""
        folder = Path(self.folder)
        return Exercise(folder.name, folder, self.rules, self.checks)


def judge_request(
    exercise: Exercise,
    claims: bytes,
    printed: str = "",
    seed: bytes = b"",
    *,
    picture_only: bool = False,
    measure: bool = False,
    threads: int = 1,
    stopped: str = "",
    style: tuple[StyleFault, ...] = (),
    sealed: bytes = b"",
) -> JudgeRequest:
    """Return the request to judge claims by an exercise."""
    return JudgeRequest(
        str(exercise.folder.absolute()),
        exercise.rules,
        exercise.checks,
        claims,
        printed,
        seed,
        picture_only,
        measure,
        threads,
        stopped,
        style,
        sealed,
    )


class Verdict(msgspec.Struct, frozen=True):
    """The checks' results. rejected names a graph that may not run; lost: the executor ended.

    left_out: operation types beside the answer that were not run. holdable: the checks ran to their
    end and left no thread behind, so that a warm parent may hold them collected.
    """

    checks: tuple[CheckResult, ...] = ()
    mistake: str = ""
    rejected: str = ""
    rejected_line: int = 0
    lost: bool = False
    damaged: bool = False
    fault: str = ""
    picture: GraphPicture | None = None
    measured: Measured = Measured()
    left_out: tuple[str, ...] = ()
    turned: tuple[int, ...] = ()
    holdable: bool = False
