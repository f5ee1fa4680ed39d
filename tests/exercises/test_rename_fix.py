"""rename_fix starts from the lesson's failing script: it must fail in the lesson's way."""

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.submission import Submission


@pytest.mark.slow
def test_the_stub_reproduces_the_lessons_error(grader: Grader) -> None:
    """Once started, the unfixed script stops at shapes that do not match, and earns nothing."""
    exercise = Catalog().get("rename_fix")
    started = exercise.stub.read_bytes() + b"\nprint('done')\n"
    report = grader.grade(exercise, Submission("rename_fix.py", started), "student")
    assert (report.status, report.score) == ("error", 0.0)
    assert report.problem is not None
    assert report.problem.type == "InvalidArgumentError"
    assert "shapes of both tensors to match" in report.problem.message
    assert "numbered in the order in which they are made" in report.problem.hint
    assert "saver.restore(session, save_file)" in [one.text.strip() for one in report.problem.lines]
    assert report.mistake is not None
    assert report.mistake.name == "not_named"
    assert "saved weights: Variable:0" in report.output
    assert "restored weights: Variable_1:0" in report.output
