"""Recording TensorFlow 2 is tried before it is relied on, and refused where it does not work."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader, selftest

RIGHT = Path(__file__).parents[1] / "submissions" / "dialects" / "relu" / "right" / "eager_lists.py"
pytestmark = pytest.mark.slow


def test_the_installed_tensorflow_can_be_recorded(grader: Grader) -> None:
    """The small script goes the whole way; the answer is kept."""
    tried = selftest.SelfTest()
    assert tried.fault(grader.processes) == ""
    assert tried.fault(SimpleNamespace()) == ""  # no process is asked again


def test_the_installed_keras_can_be_recorded(grader: Grader) -> None:
    """A model of Keras is fitted and goes the same way, before the first script that uses it."""
    tried = selftest.SelfTest()
    assert tried.fault(grader.processes, keras=True) == ""
    assert tried.fault(SimpleNamespace(), keras=True) == ""


def test_a_keras_that_is_fitted_otherwise_is_refused(
    grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scripts with Keras are then a fault of the grader's, and others are judged."""
    monkeypatch.setitem(selftest.KERAS_TESTS, "a model is fitted otherwise", lambda graph: False)
    tried = selftest.SelfTest()
    assert "a model is fitted otherwise" in tried.fault(grader.processes, keras=True)
    assert tried.fault(grader.processes) == ""


@pytest.mark.parametrize("name", list(selftest.TESTS))
def test_each_part_is_looked_at(name: str, grader: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    """One part that is not as it should be is named."""
    monkeypatch.setitem(selftest.TESTS, name, lambda graph: False)
    assert name in selftest.SelfTest().fault(grader.processes)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("raise ValueError('moved')", id="raises"),
        pytest.param("import tensorflow as tf\nx = 1.0", id="no graph"),
        pytest.param("import tensorflow as tf\nx = w = z = y = tf.Variable(1.0)", id="another"),
    ],
)
def test_what_cannot_be_recorded_is_not_judged(
    script: str, grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then a right answer in TensorFlow 2 gets a fault of the grader's, which costs nothing."""
    monkeypatch.setattr(selftest, "SCRIPT", script)
    monkeypatch.setattr(grader._runs, "_selftest", selftest.SelfTest())
    report = grader.grade_file(Catalog().get("relu"), RIGHT, "student")
    assert report.status == "grader_fault"
    assert report.problem is not None
    assert "cannot be judged with the TensorFlow that is installed" in report.problem.message


def test_tensorflow_1_is_judged_all_the_same(
    grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No script in TensorFlow 1 waits for that test, whatever it would say."""
    monkeypatch.setattr(selftest, "SCRIPT", "raise ValueError('moved')")
    monkeypatch.setattr(grader._runs, "_selftest", selftest.SelfTest())
    exercise = Catalog().get("relu")
    assert grader.grade_file(exercise, exercise.solution, "student").status == "passed"
