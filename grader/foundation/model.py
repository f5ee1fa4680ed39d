"""The result contract: what a grade is, once everything has been decided.

`Report` is what `--json` prints and `report.json` holds; every other format is made from it.
"""

from typing import Literal

import msgspec

SCHEMA_VERSION = 1

Hints = Literal["all", "first", "none"]

Status = Literal[
    "passed",
    "failed",
    "error",
    "timeout",
    "killed",
    "rejected",
    "skipped",
    "ungradable",
    "grader_fault",
]


class Cell(msgspec.Struct, frozen=True):
    """One cell of a table; wrong marks it."""

    text: str
    wrong: bool = False


class Table(msgspec.Struct, frozen=True):
    """A small table with a caption and one header row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Series(msgspec.Struct, frozen=True):
    """A named line of a figure: y at x = 0, 1, 2 …, or at `x`; None where y is not a number."""

    name: str
    y: tuple[float | None, ...]
    x: tuple[float, ...] = ()


class Figure(msgspec.Struct, frozen=True):
    """A line chart as data; the templates draw it."""

    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]


class CheckResult(msgspec.Struct, frozen=True):
    """One check: description is its docstring, the sentence that the student reads.

    score is what it gave, also when the instructor excuses it.
    """

    name: str
    description: str
    status: Status
    score: float
    max_score: float
    message: str = ""
    hint: str = ""
    secret: bool = False
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    excused: bool = False

    @property
    def counted(self) -> float:
        """The points that count: all of them, if the instructor excuses the check."""
        return self.max_score if self.excused else self.score


class Mistake(msgspec.Struct, frozen=True):
    """A known mistake whose behaviour the submission shows."""

    name: str
    hint: str


class SourceLine(msgspec.Struct, frozen=True):
    """A line of the student's file.

    column, end: the first character that is meant, from 1, and the one after the last; 0 if it is
    not known. before: the lines above it, at most two.
    """

    file: str
    line: int
    text: str
    column: int = 0
    end: int = 0
    before: tuple[str, ...] = ()


class Problem(msgspec.Struct, frozen=True):
    """Why a submission could not be judged whole: an exception, a limit, a rejected graph."""

    type: str
    message: str
    hint: str = ""
    lines: tuple[SourceLine, ...] = ()


class GraphNode(msgspec.Struct, frozen=True):
    """A box of a graph's picture: label is the student's name for it, or empty.

    differs: it has no counterpart in the other picture.
    """

    op: str
    kind: Literal["input", "variable", "constant", "operation", "group"]
    label: str = ""
    shape: str = ""
    differs: bool = False


class GraphPicture(msgspec.Struct, frozen=True):
    """What a student built, without TensorFlow's plumbing; edges are pairs of node numbers."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[tuple[int, int], ...]
    left_out: int = 0


class Late(msgspec.Struct, frozen=True):
    """Work handed in too late: by how many days begun, the share of points lost, what is left.

    submitted, due: ISO times in UTC.
    """

    submitted: str
    due: str
    days: int
    penalty: float
    score: float


class Decision(msgspec.Struct, frozen=True):
    """What the instructor decided: other points, what is excused, or a comment for the student.

    score: the points that count, of an override; check: the one that is excused, empty if it is the
    whole exercise. time: ISO time in UTC, empty if it is not known.
    """

    kind: Literal["override", "excuse", "comment"]
    text: str
    author: str
    time: str = ""
    score: float = 0.0
    check: str = ""


class Environment(msgspec.Struct, frozen=True):
    """Where the grade was made; tensorflow is empty when it was not needed."""

    graphgrade: str
    python: str
    tensorflow: str
    numpy: str
    platform: str
    confinement: str


class Report(msgspec.Struct, frozen=True):
    """The grade of one submission to one exercise. score is what the checks gave.

    following: the exercise that comes next in the course, for a student who has passed this one,
    and its title. finished: no other is left to pass.
    reference_graph is there only where the exercise says that students may see it.
    started is empty and duration_s zero in the results of a batch, which do not depend on them.
    hints: how many of the hints a page shows at once.
    language: that of the exercise, empty for English; every sentence here is in English, or as the
    exercise has it, and is translated where it is shown.
    timings_s: wall seconds of `collect` (the script) and `judge` (checks and executor), and `cpu`,
    the processor seconds of all processes that belong to this submission alone.
    """

    schema_version: int
    exercise: str
    title: str
    student: str
    file: str
    status: Status
    score: float
    max_score: float
    message: str
    mistake: Mistake | None
    problem: Problem | None
    checks: tuple[CheckResult, ...]
    output: str
    environment: Environment
    started: str
    duration_s: float
    notes: tuple[str, ...] = ()
    timings_s: dict[str, float] = {}
    graph: GraphPicture | None = None
    reference_graph: GraphPicture | None = None
    late: Late | None = None
    following: str = ""
    following_title: str = ""
    finished: bool = False
    decisions: tuple[Decision, ...] = ()
    language: str = ""
    hints: Hints = "first"

    @property
    def earned_score(self) -> float:
        """The points of the checks, with all of those of a check that is excused."""
        extra = [one.max_score - one.score for one in self.checks if one.excused]
        return self.score + sum(extra)

    @property
    def override(self) -> Decision | None:
        """The decision on the points that holds: the last one."""
        found = [one for one in self.decisions if one.kind == "override"]
        return found[-1] if found else None

    @property
    def excused(self) -> bool:
        """Whether the exercise does not count for this student."""
        return any(one.kind == "excuse" and not one.check for one in self.decisions)

    @property
    def final_score(self) -> float:
        """The points that count: the instructor's, else those earned less what lateness costs."""
        if self.override is not None:
            return self.override.score
        return self.earned_score if self.late is None else self.late.score


def encode_report(report: Report) -> bytes:
    """Return the report as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def decode_report(data: bytes) -> Report:
    """Return the report in JSON `data`; raise ValueError for another shape or version."""
    report = msgspec.json.decode(data, type=Report)
    if report.schema_version != SCHEMA_VERSION:
        raise ValueError(f"schema_version {report.schema_version}, not {SCHEMA_VERSION}")
    return report
