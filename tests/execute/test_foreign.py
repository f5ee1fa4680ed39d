"""What may not be run is cut out of a graph, unless an answer depends on it."""

from typing import Any

import pytest

from grader.execute.foreign import cut_foreign
from grader.foundation.operations import ALLOWED

pytestmark = pytest.mark.slow


def fed_by_a_pipeline(tf: Any) -> Any:
    """Return a graph with `y`, which is fed, and `seen`, which depends on a pipeline."""
    with tf.Graph().as_default() as graph:
        x = tf.placeholder(tf.float32, [None], name="x")
        rows = tf.data.Dataset.range(10).map(lambda row: row * row).shuffle(10).batch(2)
        iterator = tf.data.make_initializable_iterator(rows)
        y = tf.multiply(x, 2.0, name="y")
        seen = tf.cast(iterator.get_next(), tf.float32, name="seen")
        with tf.control_dependencies([seen]):
            tf.add(y, 1.0, name="after")
    return graph.as_graph_def()


def test_a_pipeline_and_what_depends_on_it_do_nothing(tf: Any) -> None:
    """Every node keeps its place, and functions that only the pipeline called are gone."""
    graph_def = fed_by_a_pipeline(tf)
    names = [node.name for node in graph_def.node]
    assert graph_def.library.function
    cut_foreign(graph_def, ["y:0"], ALLOWED)
    assert [node.name for node in graph_def.node] == names
    operations = {node.name: node.op for node in graph_def.node}
    assert not {"ShuffleDatasetV3", "IteratorV2", "IteratorGetNext"} & set(operations.values())
    assert (operations["y"], operations["seen"], operations["after"]) == ("Mul", "NoOp", "NoOp")
    assert not graph_def.library.function
    with tf.Graph().as_default(), tf.Session() as session:
        tf.import_graph_def(graph_def, name="")
        assert session.run("y:0", {"x:0": [1.0]}).tolist() == [2.0]


@pytest.mark.parametrize("needed", ["seen:0", "after", "IteratorGetNext"])
def test_an_answer_that_depends_on_a_pipeline_keeps_it(tf: Any, needed: str) -> None:
    """Such a graph is left to the vet, which rejects it by the pipeline's name."""
    graph_def = fed_by_a_pipeline(tf)
    before = graph_def.SerializeToString(deterministic=True)
    cut_foreign(graph_def, ["y:0", needed], ALLOWED)
    assert graph_def.SerializeToString(deterministic=True) == before


def test_a_function_that_is_still_called_stays(tf: Any) -> None:
    """Functions of the graph's own are kept, with those that they call."""
    graph_def = fed_by_a_pipeline(tf)
    for name, called in (("outer", "inner"), ("inner", "")):
        function = graph_def.library.function.add()
        function.signature.name = name
        if called:
            function.node_def.add(name="call", op="PartitionedCall").attr["f"].func.name = called
    graph_def.node.add(name="call", op="PartitionedCall").attr["f"].func.name = "outer"
    cut_foreign(graph_def, ["y:0"], ALLOWED)
    assert [one.signature.name for one in graph_def.library.function] == ["outer", "inner"]
