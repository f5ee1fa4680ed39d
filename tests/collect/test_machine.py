"""What a script's sessions are given."""

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.collect.machine import fit_sessions, keras_mnist
from grader.collect.notes import Notes

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


def test_what_keras_reads_can_be_changed_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keras' own `load_data` gives arrays that a script may shuffle, and each call new ones."""
    module = ModuleType("mnist")
    monkeypatch.setitem(sys.modules, "keras.src.datasets.mnist", module)
    keras_mnist(None, Notes())
    (images, labels), test = vars(module)["load_data"]()
    before = labels.copy()
    for array in (images, labels, *test):
        np.random.default_rng(0).shuffle(array)
    assert (labels != before).any()
    assert (vars(module)["load_data"]()[0][1] == before).all()
