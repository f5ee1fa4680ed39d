"""What becomes of a script if TensorFlow's inside is not what its recording is built on."""

import pytest

from grader.collect import child
from grader.collect.request import CollectRequest, Wanted


def request(dialect: Wanted) -> CollectRequest:
    """Return the request to run an empty script."""
    return CollectRequest("a.py", b"import tensorflow as tf\n", "", dialect=dialect)


@pytest.fixture(autouse=True)
def moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the run of a script fail before its first line."""

    def run(*_: object) -> None:
        raise ImportError("cannot import name 'op_callbacks'")

    monkeypatch.setattr(child, "_run", run)


def test_a_script_in_tensorflow_2_leaves_claims_all_the_same() -> None:
    """They say which TensorFlow it was, so that the grader's own test finds whose fault it is."""
    claims = child.run_module(request("tf2"))
    assert (claims.dialect, claims.graphs) == ("tf2", ())
    assert claims.failure is not None
    assert "op_callbacks" in claims.failure.message


def test_a_script_in_tensorflow_1_needs_no_recording() -> None:
    """So a failure there is one of the process, as before."""
    with pytest.raises(ImportError):
        child.run_module(request("tf1"))
