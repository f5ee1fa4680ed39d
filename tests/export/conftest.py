"""Reports by hand: one that failed, one that stopped, one that passed, one full of attacks."""

import msgspec
import pytest

from grader.foundation.model import (
    SCHEMA_VERSION,
    CheckResult,
    Environment,
    Late,
    Mistake,
    Problem,
    Report,
    SourceLine,
)

CHECKS = (
    CheckResult("graph", "`output` is computed by your graph.", "passed", 1.0, 1.0),
    CheckResult(
        "table", "`output` is what the lesson shows.", "failed", 4 / 3, 4.0,
        "output differs in 2 of 6 values", "Apply ReLU to `xW + b`.",
    ),
    CheckResult(
        "secret_inputs", "The network computes relu(x) for any x < 3.", "failed", 0.0, 4.25,
        "This check uses inputs that you cannot see.", "Biases count, too.", True,
    ),
    CheckResult("printed", "The script prints it.", "skipped", 0.0, 1.0, "not judged"),
)  # fmt: skip
FAILED = Report(
    schema_version=SCHEMA_VERSION,
    exercise="relu",
    title="A network with a ReLU",
    student="ada",
    file="relu.py",
    status="failed",
    score=1 + 4 / 3,
    max_score=10.25,
    message="1 of 4 checks passed; first to fix: table.",
    mistake=Mistake("no_relu", "The hidden layer is linear: apply `tf.nn.relu` to it."),
    problem=None,
    checks=CHECKS,
    output="[[ 5.11  8.44]]\n",
    environment=Environment("0.1.0", "3.11.7", "2.21.0", "2.4.6", "Linux 6.1 x86_64", "strong"),
    started="2026-03-04T10:20:30+00:00",
    duration_s=0.412,
)
PASSED = msgspec.structs.replace(
    FAILED,
    status="passed",
    score=10.25,
    message="All 4 checks passed.",
    mistake=None,
    checks=tuple(
        msgspec.structs.replace(c, status="passed", score=c.max_score, message="", hint="")
        for c in CHECKS
    ),
)
_SKIPPED = tuple(
    msgspec.structs.replace(c, status="skipped", score=0.0, message="not judged", hint="")
    for c in CHECKS
)
STOPPED = msgspec.structs.replace(
    FAILED,
    status="ungradable",
    score=0.0,
    message="Syntax error.",
    mistake=None,
    problem=Problem(
        "SyntaxError", "'(' was never closed (line 12)", "Python cannot read this line.",
        (SourceLine("relu.py", 12, "hidden = tf.add(x, b", 15),),
    ),
    checks=_SKIPPED,
    output="",
)  # fmt: skip
FAULT = msgspec.structs.replace(
    STOPPED,
    status="grader_fault",
    message="The grader failed.",
    problem=Problem("grader fault", "the judge ended unexpectedly", "Tell your teacher."),
)
LATE = msgspec.structs.replace(
    FAILED, late=Late("2026-03-04T10:00:00Z", "2026-03-02T12:00:00Z", 2, 0.2, 0.8 * (1 + 4 / 3))
)
CASES = {"late": LATE, "failed": FAILED, "passed": PASSED, "stopped": STOPPED, "fault": FAULT}


def attacked(text: str) -> Report:
    """Return a failed report in which every text is `text`."""
    check = CheckResult("table", text, "failed", 0.5, 1.0, text, text)
    return msgspec.structs.replace(
        FAILED,
        title=text,
        student=text,
        file=text,
        message=text,
        mistake=Mistake(text, text),
        problem=Problem(text, text, text, (SourceLine(text, 3, text, 7),)),
        checks=(check, msgspec.structs.replace(check, name="other", status="skipped", score=0.0)),
        output=text,
        notes=(text,),
        started=text or "then",
    )


@pytest.fixture(scope="session")
def reports() -> dict[str, Report]:
    """Return one report of each kind."""
    return CASES


@pytest.fixture(scope="session")
def course() -> tuple[Report, ...]:
    """Return the reports of a class: three students, two exercises."""
    change = msgspec.structs.replace
    dropout = {"exercise": "dropout", "title": "Dropout"}
    return (
        FAILED,
        change(PASSED, **dropout),
        change(STOPPED, student="bob@school.example"),
        change(FAULT, student="bob@school.example", **dropout),
        change(PASSED, student="=HYPERLINK(0)"),
        change(FAILED, student="=HYPERLINK(0)", **dropout),
    )


@pytest.fixture(scope="session")
def attack() -> object:
    """Return a function that fills a report with one text."""
    return attacked
