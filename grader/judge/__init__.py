"""What an exercise's checks are written with.

from grader.judge import assert_allclose, check, fail, require
"""

from grader.judge.checks import CheckFailed, check, diagnose, fail, require
from grader.judge.compare import assert_allclose, matches, nearest

__all__ = [
    "CheckFailed",
    "assert_allclose",
    "check",
    "diagnose",
    "fail",
    "matches",
    "nearest",
    "require",
]
