"""What an exercise's checks are written with.

from grader.judge import assert_allclose, check, fail, require

Checks import from here, and those of this course's networks from the modules of `grader.networks`;
what else there is in `grader` may change.
"""

from grader.collect.digest import row_digests
from grader.collect.events import Run
from grader.foundation.model import Cell, Figure, Series, Table
from grader.foundation.wire import unpack
from grader.judge.attachments import chart, table
from grader.judge.checks import CheckFailed, absent, check, diagnose, fail, require
from grader.judge.compare import assert_allclose, matches, nearest
from grader.judge.connection import GraphError
from grader.judge.steadiness import require_steady
from grader.judge.trace import rows_of, same_path

__all__ = [
    "Cell",
    "CheckFailed",
    "Figure",
    "GraphError",
    "Run",
    "Series",
    "Table",
    "absent",
    "assert_allclose",
    "chart",
    "check",
    "diagnose",
    "fail",
    "matches",
    "nearest",
    "require",
    "require_steady",
    "row_digests",
    "rows_of",
    "same_path",
    "table",
    "unpack",
]
