"""rename_fix_tf2 starts from a script whose restore brings nothing: it must say so in time."""

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.submission import Submission


@pytest.mark.slow
def test_the_stub_stops_at_its_assertion(grader: Grader) -> None:
    """Once started, the unfixed script stops where it asks what arrived, and earns nothing."""
    exercise = Catalog().get("rename_fix_tf2")
    started = exercise.stub.read_bytes() + b"\nprint('done')\n"
    report = grader.grade(exercise, Submission("rename_fix_tf2.py", started), "student")
    assert (report.status, report.score) == ("error", 0.0)
    assert report.problem is not None
    assert report.problem.type == "AssertionError"
    assert "2 Python objects that were not bound to checkpointed values" in report.problem.message
    assert "Not every variable got a value" in report.problem.hint
    assert "status.assert_consumed()" in [one.text.strip() for one in report.problem.lines]
    assert report.mistake is not None
    assert report.mistake.name == "not_renamed"
    assert "'weights/.ATTRIBUTES/VARIABLE_VALUE'" in report.output
    names = next(one for one in report.checks if one.name == "own_names")
    assert "saved as 'weights' and looked for as 'layer/kernel'" in names.message
