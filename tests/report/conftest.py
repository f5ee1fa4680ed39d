"""Reports by hand: one of each kind, and one whose every text is hostile."""

import math
from typing import get_args

import msgspec
import pytest

from grader.foundation.model import (
    SCHEMA_VERSION,
    Cell,
    CheckResult,
    Environment,
    Figure,
    GraphNode,
    GraphPicture,
    Mistake,
    Problem,
    Report,
    Series,
    SourceLine,
    Status,
    Table,
)

HOSTILE = (
    "</script></style></pre><b onclick=x>[red]`code|`[/red] ```` **bold** [a](http://evil.example)"
    " <img src=x> {{ 7*7 }} | ##[error]bad \\"
)
LINES = f"::error file=a.py::owned\n{HOSTILE}\n```\n# heading\n::error::again"


def _figure() -> Figure:
    loss = tuple(2.3 * math.exp(-i / 6) + 0.11 + 0.05 * math.sin(2.3 * i) for i in range(20))
    held = tuple(2.31 * math.exp(-i / 7) + 0.24 for i in range(20))
    return Figure(
        "Cost by epoch", "epoch", "cost", (Series("training", loss), Series("validation", held))
    )


def _tables() -> tuple[Table, ...]:
    wanted = ((5.11, 8.44), (0.0, 0.0), (24.01, 38.24))
    got = ((5.11, 8.44), (-5.11, -8.44), (24.01, 38.24))
    header = ("row", "0", "1")
    return tuple(
        Table(
            f"output: {caption}",
            header,
            tuple(
                (Cell(str(i)), *(Cell(f"{v:g}", v != w) for v, w in zip(row, want, strict=True)))
                for i, (row, want) in enumerate(zip(rows, wanted, strict=True))
            ),
        )
        for caption, rows in (("expected", wanted), ("yours", got))
    )


ENVIRONMENT = Environment("0.1.0", "3.11.7", "2.21.0", "2.4.6", "Linux 6.1 x86_64", "strong")
CHECKS = (
    CheckResult("graph", "`output` is computed by your graph.", "passed", 1.0, 1.0),
    CheckResult(
        "table",
        "`output` equals the lesson's table.",
        "failed",
        0.5,
        4.0,
        "output: 2 of 6 values differ. The first: row 1, column 0 is -5.11, should be 0.",
        "Apply ReLU to `xW + b`, before the output layer.",
        tables=_tables(),
    ),
    CheckResult(
        "secret_inputs",
        "The network computes `relu(xW1 + b1)W2 + b2` for any input, weights and biases.",
        "failed",
        0.0,
        4.0,
        "This check uses inputs that you cannot see.",
        "Non-zero biases count, too.",
        secret=True,
    ),
    CheckResult(
        "printed",
        "The script prints what comes out.",
        "skipped",
        0.0,
        1.0,
        "not judged: `table` did not pass",
    ),
)
_GRAPH = GraphPicture(
    (
        GraphNode("placeholder", "input", "features", "?×4"),
        GraphNode("variable", "variable", "weights[0]", "4×3"),
        GraphNode("MatMul", "operation", "hidden_layer", differs=True),
    ),
    ((0, 2), (1, 2)),
    3,
)
FAILED = Report(
    hints="all",
    schema_version=SCHEMA_VERSION,
    exercise="relu",
    title="A network with a ReLU",
    student="Ada Example",
    file="relu.py",
    status="failed",
    score=1.5,
    max_score=10.0,
    message="1 of 4 checks passed; first to fix: table.",
    mistake=Mistake("no_relu", "The hidden layer is linear: apply `tf.nn.relu` to it."),
    problem=None,
    checks=CHECKS,
    output="[[ 5.11  8.44]\n [-5.11 -8.44]\n [24.01 38.24]]\n",
    environment=ENVIRONMENT,
    started="2026-03-04T10:20:30+00:00",
    duration_s=0.412,
    graph=_GRAPH,
)
_SKIPPED = tuple(
    msgspec.structs.replace(
        check, status="skipped", score=0.0, message="not judged", hint="", tables=()
    )
    for check in CHECKS
)


_PROBLEMS: dict[str, Problem] = {
    "error": Problem(
        "InvalidArgumentError",
        "Matrix size-incompatible: In[0]: [3,4], In[1]: [3,2]",
        "The shapes do not fit together. In `tf.matmul(a, b)` compare the shapes of both.",
        (
            SourceLine("relu.py", 31, "main()"),
            SourceLine(
                "relu.py", 24, "logits = tf.add(tf.matmul(features, weights[1]), biases[1])"
            ),
        ),
    ),
    "ungradable": Problem(
        "SyntaxError",
        "'(' was never closed (line 12)",
        "Python cannot read this line, or the one before it.",
        (SourceLine("relu.py", 12, "    hidden = tf.add(tf.matmul(x, w), b", 20),),
    ),
    "timeout": Problem(
        "timeout",
        "Running the script took longer than the 32 seconds that are allowed.",
        "Look for a loop that never ends.",
    ),
}


def _passed() -> Report:
    *first, last = (
        msgspec.structs.replace(
            check, status="passed", score=check.max_score, message="", hint="", tables=()
        )
        for check in CHECKS
    )
    return msgspec.structs.replace(
        FAILED,
        status="passed",
        score=10.0,
        message="All 4 checks passed.",
        mistake=None,
        checks=(*first, msgspec.structs.replace(last, figures=(_figure(),))),
    )


def _of(status: Status) -> Report:
    """Return a plausible report of a status."""
    if status in ("passed", "failed"):
        return _passed() if status == "passed" else FAILED
    raised = status == "error"
    return msgspec.structs.replace(
        FAILED,
        status=status,
        score=FAILED.score if raised else 0.0,
        message="The script raised an error." if raised else "Not judged.",
        mistake=None,
        problem=_PROBLEMS.get(status, Problem(status, "The run was ended.", "Use less memory.")),
        checks=CHECKS if raised else _SKIPPED,
        output="" if status == "ungradable" else FAILED.output,
        notes=("Not all fetches were kept: there were too many.",),
    )


@pytest.fixture(scope="session")
def reports() -> dict[str, Report]:
    """Return one report of every status."""
    return {status: _of(status) for status in get_args(Status)}


@pytest.fixture(scope="session")
def hostile() -> Report:
    """Return a report in which every text that a student can influence is an attack."""
    table = Table(HOSTILE, (HOSTILE, "b|c"), ((Cell(HOSTILE), Cell(HOSTILE, wrong=True)),))
    figure = Figure(HOSTILE, HOSTILE, HOSTILE, (Series(HOSTILE, (1.0, 2.0)),))
    picture = GraphPicture((GraphNode(HOSTILE, "group", HOSTILE, HOSTILE, True),), ((0, 0), (0, 9)))
    check = CheckResult(
        "table", HOSTILE, "failed", 0.0, 1.0, LINES, HOSTILE, False, (figure,), (table,)
    )
    return msgspec.structs.replace(
        FAILED,
        title=HOSTILE,
        student=HOSTILE,
        file=HOSTILE,
        message=LINES,
        mistake=Mistake(HOSTILE, LINES),
        problem=Problem(HOSTILE, LINES, LINES, (SourceLine(HOSTILE, 3, HOSTILE, 7),)),
        checks=(check,),
        output=LINES,
        notes=(LINES,),
        graph=picture,
        reference_graph=picture,
    )
