"""Which variables an operation writes, read off real graphs."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.execute.index import NodeIndex
from grader.execute.writing import Writing

pytestmark = pytest.mark.slow


def step(tf: Any, rate: Any) -> Any:
    """Return a step that moves `w` by momentum, as fast as a variable says, in a branch."""
    w, held = tf.get_variable("w", [2]), tf.get_variable("held", [2])
    optimizer = tf.train.MomentumOptimizer(rate, 0.9)
    moves = optimizer.compute_gradients(tf.reduce_sum(w * w * held), [w])
    return tf.cond(
        tf.reduce_all(tf.is_finite(w)),
        lambda: tf.group(optimizer.apply_gradients(moves)),
        lambda: tf.no_op(),
    )


def nested(tf: Any, rate: Any) -> Any:
    """Return an assignment in a branch of a branch."""
    w = tf.get_variable("w", [2])
    return tf.cond(
        rate < 1,
        lambda: tf.cond(rate > 0, lambda: tf.identity(w.assign_sub([1, 1])), lambda: w + 0.0),
        lambda: w + 1.0,
    )


def looped(tf: Any, rate: Any) -> Any:
    """Return a loop that adds to `w` as often as a variable says."""
    w, times = tf.get_variable("w", [2]), tf.get_variable("times", [])

    def body(number: Any) -> Any:
        with tf.control_dependencies([w.assign_add([1, 1])]):
            return number + 1

    return tf.while_loop(lambda number: number < times, body, [0.0])


def only_read(tf: Any, rate: Any) -> Any:
    """Return a choice between what two variables hold, and a tensor made by scattering."""
    w, v = tf.get_variable("w", [2]), tf.get_variable("v", [2])
    chosen = tf.cond(rate < 1, lambda: w + 0.0, lambda: v + 0.0)
    return chosen + tf.scatter_nd([[tf.cast(v[0], tf.int32)]], [1.0], [2])


@pytest.mark.parametrize(
    ("resource", "version"),
    [(False, 1), (True, 1), (True, 2)],
    ids=["reference", "resource", "resource in functions"],
)
@pytest.mark.parametrize(
    ("build", "written"),
    [
        (step, ["w", "w/Momentum"]),
        (nested, ["w"]),
        (looped, ["w"]),
        (only_read, []),
    ],
)
def test_writes_are_found_in_branches_and_loops(
    build: Callable[[Any, Any], Any], written: list[str], resource: bool, version: int, tf: Any
) -> None:
    """Of both kinds of variables and of control flow; what is only read there is not written."""
    was = tf.control_flow_v2_enabled()
    (tf.enable_control_flow_v2 if version == 2 else tf.disable_control_flow_v2)()
    try:
        with tf.Graph().as_default() as graph:
            tf.get_variable_scope().set_use_resource(resource)
            name = build(tf, tf.get_variable("rate", [])).name
    finally:
        (tf.enable_control_flow_v2 if was else tf.disable_control_flow_v2)()
    definition = graph.as_graph_def()
    writing = Writing(NodeIndex(definition, {}), definition.library.function)
    assert writing.by_running(name) == written


def test_a_function_writes_what_its_function_writes(tf: Any) -> None:
    """Only those of the variables that it is given."""
    with tf.Graph().as_default() as graph:
        count = tf.get_variable("count", [], use_resource=True)
        other = tf.get_variable("other", [], use_resource=True)

        @tf.function
        def inner() -> Any:
            return count.assign_add(other)

        @tf.function
        def outer() -> Any:
            return other + inner()

        name = outer().name
    definition = graph.as_graph_def()
    writing = Writing(NodeIndex(definition, {}), definition.library.function)
    assert writing.by_running(name) == ["count"]


def test_where_nobody_knows_which_it_is_all_are_written(tf: Any) -> None:
    """A variable that came out of a function may be any that went in."""
    with tf.Graph().as_default() as graph:
        one = tf.get_variable("one", [], use_resource=True)
        two = tf.get_variable("two", [], use_resource=True)

        @tf.function
        def chosen(first: Any, second: Any) -> Any:
            return tf.identity(second)

        handle = chosen(one.handle, two.handle)
        step = tf.raw_ops.AssignAddVariableOp(resource=handle, value=1.0)
    definition = graph.as_graph_def()
    writing = Writing(NodeIndex(definition, {}), definition.library.function)
    assert writing.by_running(step.name) == ["one", "two"]
