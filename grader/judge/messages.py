"""What the judge is asked and what it decides."""

import msgspec

from grader.judge.measure import Measured
from grader.model import CheckResult, GraphPicture


class JudgeRequest(msgspec.Struct, frozen=True):
    """Judge these claims by the checks of the exercise in `folder`; seed is the student's.

    picture_only: draw the graph and run no check. measure: note how near each comparison came to
    its tolerance. threads: of the executor's sessions.
    """

    folder: str
    claims: bytes
    printed: str
    seed: bytes
    picture_only: bool = False
    measure: bool = False
    threads: int = 1


class Verdict(msgspec.Struct, frozen=True):
    """The checks' results. rejected names a graph that may not run; lost: the executor ended."""

    checks: tuple[CheckResult, ...] = ()
    mistake: str = ""
    rejected: str = ""
    rejected_line: int = 0
    lost: bool = False
    fault: str = ""
    picture: GraphPicture | None = None
    measured: Measured = Measured()
