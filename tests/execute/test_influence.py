"""What decides a value, and what a training step writes, read off real graphs."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.execute.index import NodeIndex
from grader.execute.influence import Influence
from grader.execute.writing import Writing

pytestmark = pytest.mark.slow


@pytest.fixture
def influence(tf: Any) -> Callable[[Callable[[], Any]], tuple[Influence, str]]:
    """Return a function: from one that builds a graph to its influence and the name it returned."""

    def build(make: Callable[[], Any]) -> tuple[Influence, str]:
        with tf.Graph().as_default() as graph:
            name = make().name
        definition = graph.as_graph_def()
        nodes = NodeIndex(definition, {})
        library = definition.library.function
        return Influence(nodes, library, Writing(nodes, library)), name

    return build


def written(found: tuple[Influence, str], variable: str, fed: tuple[str, ...] = ()) -> set[str]:
    """Return what decides that which is written into a variable."""
    one, name = found
    writes = {write.variable: set(write.sources) for write in one.of(name, fed).writes}
    return writes[variable]


def model(tf: Any) -> tuple[Any, Any, Any]:
    """Return a placeholder, a variable and a cost."""
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    w = tf.Variable(tf.zeros([2, 1]), name="w")
    return x, w, tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))


def test_a_plain_step_depends_on_its_weights_alone(tf: Any, influence: Any) -> None:
    """A counter that is only counted decides nothing."""

    def make() -> Any:
        _, _, cost = model(tf)
        steps = tf.Variable(0, name="steps", trainable=False)
        return tf.train.GradientDescentOptimizer(0.1).minimize(cost, global_step=steps)

    found = influence(make)
    assert written(found, "w") == {"w"}
    assert written(found, "steps") == {"steps"}
    assert set(found[0].changing) >= {"w", "steps"}


def test_a_rate_that_a_counter_decides_shows(tf: Any, influence: Any) -> None:
    """The counter stands beside the weights; a rate in a variable does too, and never changes."""

    def make() -> Any:
        _, _, cost = model(tf)
        steps = tf.Variable(0, name="steps", trainable=False)
        base = tf.Variable(0.1, name="base", trainable=False)
        rate = tf.train.exponential_decay(base, steps, 100, 0.9)
        return tf.train.GradientDescentOptimizer(rate).minimize(cost, global_step=steps)

    found = influence(make)
    assert written(found, "w") == {"w", "steps", "base"}
    assert "base" not in found[0].changing


@pytest.mark.parametrize("resource", [False, True], ids=["reference", "resource"])
def test_slots_of_an_optimizer_are_written_and_decide(
    resource: bool, tf: Any, influence: Any
) -> None:
    """Momentum writes its slot; both kinds of variables are seen through."""

    def make() -> Any:
        tf.get_variable_scope().set_use_resource(resource)
        x = tf.placeholder(tf.float32, [None, 2], name="x")
        w = tf.get_variable("w", [2, 1])
        cost = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))
        return tf.train.MomentumOptimizer(0.1, 0.9).minimize(cost)

    found = influence(make)
    assert written(found, "w") == {"w", "w/Momentum"}
    assert "w/Momentum" in found[0].changing


def test_waiting_for_a_branch_is_to_depend_on_its_condition(tf: Any, influence: Any) -> None:
    """A control input decides nothing, unless what it waits for may never run."""

    def make(dead: bool) -> Any:
        *_, cost = model(tf)
        steps = tf.Variable(0, name="steps", trainable=False)
        early = steps.assign_add(1)
        if dead:
            _, early = tf.raw_ops.Switch(data=steps + 0, pred=steps < 9)
        step = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
        step.control_inputs[0]._add_control_input(early.op)
        return step

    assert written(influence(lambda: make(False)), "w") == {"w"}
    assert written(influence(lambda: make(True)), "w") == {"w", "steps"}


def test_random_numbers_decide_unless_they_are_fed(tf: Any, influence: Any) -> None:
    """An operation that draws numbers is a source by itself; what is fed has none."""

    def make() -> Any:
        return tf.add(tf.random_uniform([], seed=1, name="draw"), 1.0, name="sum")

    found, name = influence(make)
    assert found.of(name, ()).sources == ("draw/RandomUniform",)
    assert found.of(name, ("draw/RandomUniform:0",)).sources == ()


def test_what_a_function_writes_and_draws_shows(tf: Any, influence: Any) -> None:
    """An assignment in a function's body is a write of the variable that it is given."""

    def make() -> Any:
        count = tf.get_variable("count", [], use_resource=True)

        @tf.function
        def body() -> Any:
            return count.assign_add(tf.random.uniform([]))

        return tf.identity(body())

    found, name = influence(make)
    assert [write.variable for write in found.of(name, ()).writes] == ["count"]
    assert any(source != "count" for source in found.of(name, ()).sources)
    assert "count" in found.changing


def test_an_initializer_changes_nothing(tf: Any, influence: Any) -> None:
    """Random first values, and those that are assigned from outside, are no change."""

    def make() -> Any:
        w = tf.Variable(tf.random_normal([2]), name="w")
        tf.assign(w, tf.placeholder(tf.float32, [2]))
        return w.initializer

    assert influence(make)[0].changing == ()


@pytest.mark.parametrize("resource", [False, True], ids=["reference", "resource"])
def test_what_is_assigned_does_not_depend_on_what_was_there(
    resource: bool, tf: Any, influence: Any
) -> None:
    """The variable that an assignment writes is no source of the value, unless it is read."""

    def make(read: bool) -> Any:
        w = tf.Variable(tf.zeros([2]), name="w", use_resource=resource)
        other = tf.Variable(tf.zeros([2]), name="other", use_resource=resource)
        return tf.assign(w, (w if read else other) * 2.0)

    assert written(influence(lambda: make(False)), "w") == {"other"}
    assert written(influence(lambda: make(True)), "w") == {"w"}
