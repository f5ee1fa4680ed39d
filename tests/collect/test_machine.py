"""What a script's sessions are given."""

from typing import Any

import pytest

from grader.collect.machine import fit_sessions

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("chosen", "expected"), [(None, 100), (7, 7)])
def test_small_graphs_are_run_as_they_are(
    chosen: int | None, expected: int, tf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless a script says otherwise; what it asks for beside that is kept."""
    from tensorflow.python.client.session import BaseSession

    monkeypatch.setattr(BaseSession, "__init__", BaseSession.__init__)
    fit_sessions(tf)
    config = None
    if chosen:
        config = tf.ConfigProto(log_device_placement=False, operation_timeout_in_ms=60_000)
        config.graph_options.rewrite_options.min_graph_nodes = chosen
    with tf.Graph().as_default(), tf.Session(config=config) as session:
        with tf.device("/device:GPU:3"):
            value = tf.constant(2.0) + 1.0
        assert session.run(value) == 3.0
        given = session._config
    assert given.allow_soft_placement
    assert given.graph_options.rewrite_options.min_graph_nodes == expected
    assert given.operation_timeout_in_ms == (60_000 if chosen else 0)
