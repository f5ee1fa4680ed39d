"""Where a script leaves TensorFlow, in words."""

from pathlib import Path

import msgspec
import pytest

from grader.catalog import Catalog
from grader.collect.claims import Gap, Gist
from grader.foundation.model import CheckResult
from grader.judge.messages import Verdict
from grader.pipeline import Grader
from grader.pipeline.leaving import decided, left_tensorflow, turned
from grader.submission import CodeCell, Submission

GIST = Gist((), (), dialect="tf2")
SCRIPT = Submission("relu.py", b"")


def test_each_kind_has_its_sentence() -> None:
    """NumPy's function is named; all others are told with their line."""
    gaps = (
        Gap("numpy", 11, "np.maximum"),
        Gap("python", 12),
        Gap("changed", 13),
        Gap("training", 14),
        Gap("weights", 15),
    )
    gist = msgspec.structs.replace(GIST, gaps=gaps)
    first, second, third, fourth, fifth = left_tensorflow(SCRIPT, gist)
    assert first.startswith("From line 11 of relu.py on, your numbers come from NumPy")
    assert "`np.maximum`" in first
    assert second.startswith("On line 12 of relu.py TensorFlow calls Python")
    assert third.startswith(
        "On line 13 of relu.py TensorFlow gets an array that came from a tensor"
    )
    assert fourth.startswith("Line 14 of relu.py trains in a function that goes through many")
    assert fifth.startswith("Line 15 of relu.py trains with other weights than 1 for examples")


def test_a_number_that_decided_is_told_where_a_check_failed() -> None:
    """Of a right answer nothing is said: an `if` on a number of its own cost nothing."""
    more = Gap("dataset", 13), Gap("operation", 14, "StringToNumber")
    gist = msgspec.structs.replace(GIST, gaps=(Gap("number", 11), Gap("metric", 12), *more))
    passed = CheckResult("output", "It is right.", "passed", 1.0, 1.0)
    failed = msgspec.structs.replace(passed, status="failed")
    assert decided(SCRIPT, gist, Verdict((passed,))) == left_tensorflow(SCRIPT, gist) == ()
    note, other, rows, made = decided(SCRIPT, gist, Verdict((passed, failed)))
    assert rows.startswith("On line 13 of relu.py your numbers come out of a dataset of `tf.data`")
    assert made.startswith("On line 14 of relu.py your numbers come from an operation")
    assert "`StringToNumber`" in made
    assert other.startswith("Line 12 of relu.py asks a metric of Keras for a number")
    assert note.startswith("On line 11 of relu.py Python decides by a number that a tensor gave")


def test_a_name_of_a_function_is_cleaned() -> None:
    """What the child says of a function's name is a claim: it cannot break the line."""
    gist = msgspec.structs.replace(GIST, gaps=(Gap("numpy", 1, "np\n# Title"),))
    assert "\n" not in left_tensorflow(SCRIPT, gist)[0]


def test_a_branch_is_told_by_its_line() -> None:
    """In a notebook it is the cell's line."""
    (note,) = turned(SCRIPT, Verdict(turned=(12,)))
    assert note.startswith("For other inputs, Python goes another way on line 12 of relu.py")
    cells = (CodeCell(1, 1, 9), CodeCell(2, 10, 5))
    (note,) = turned(msgspec.structs.replace(SCRIPT, cells=cells), Verdict(turned=(12,)))
    assert "line 3 of relu.py, cell 2" in note


@pytest.mark.slow
def test_a_report_tells_where_python_decided(grader: Grader, tmp_path: Path) -> None:
    """A ReLU written with Python's `if` is right for the lesson's numbers alone, and told why."""
    right = Path(__file__).parents[1] / "submissions" / "dialects" / "relu" / "right"
    text = (right / "eager_lists.py").read_text()
    by_hand = (
        "hidden_layer = tf.stack([[v if v > 0 else tf.constant(0.0) for v in row]"
        " for row in hidden_layer])"
    )
    script = tmp_path / "relu.py"
    script.write_text(text.replace("hidden_layer = tf.nn.relu(hidden_layer)", by_hand))
    report = grader.grade_file(Catalog().get("relu"), script, "student")
    assert report.status == "failed"
    line = 1 + script.read_text().splitlines().index(by_hand)
    assert any(f"another way on line {line} of relu.py" in note for note in report.notes)
