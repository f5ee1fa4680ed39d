"""A new session knows nothing of the one before."""

import numpy as np
import pytest

from grader.execute import protocol as p
from grader.foundation import wire

pytestmark = pytest.mark.slow


def test_a_reopened_graph_has_forgotten_what_was_assigned() -> None:
    """After Reopen and Initialise a variable has its initial value, not the assigned one."""
    import tensorflow.compat.v1 as tf

    from grader.execute.child import Executor

    with tf.Graph().as_default() as graph:
        tf.get_variable("v", initializer=1.0, use_resource=False)
    executor = Executor(tf)
    source = p.GraphSource(graph.as_graph_def().SerializeToString())
    assert executor.answer(p.Load((source,))) == p.Loaded()
    executor.answer(p.Initialise(0))
    executor.answer(p.Assign(0, {"v": wire.pack(np.float32(7))}))
    before = executor.answer(p.RunGraph(0, ("v:0",)))
    executor.answer(p.Reopen(0))
    unset = executor.answer(p.RunGraph(0, ("v:0",)))
    executor.answer(p.Initialise(0))
    after = executor.answer(p.RunGraph(0, ("v:0",)))
    assert isinstance(before, p.Arrays)
    assert isinstance(unset, p.GraphFault)
    assert isinstance(after, p.Arrays)
    assert float(wire.unpack(before.values["v:0"])) == 7.0
    assert float(wire.unpack(after.values["v:0"])) == 1.0
    begun = p.Several((p.Reopen(0), p.Assign(0, {"v": wire.pack(np.float32(3))})))
    assert executor.answer(begun) == p.Answers((p.Arrays(), p.Arrays()))
    set_again = executor.answer(p.RunGraph(0, ("v:0",)))
    assert isinstance(set_again, p.Arrays)
    assert float(wire.unpack(set_again.values["v:0"])) == 3.0
