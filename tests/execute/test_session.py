"""A new session knows nothing of the one before, also where that one is kept for it."""

from typing import Any

import msgspec
import numpy as np
import pytest
from loading import Build, Loaded, packed

from grader.execute import protocol as p
from grader.execute.child import Executor

pytestmark = pytest.mark.slow


@pytest.fixture(params=[False, True], ids=["reference", "resource"])
def resource(request: pytest.FixtureRequest) -> bool:
    """Say which kind of variable a graph is built with."""
    return bool(request.param)


def begin(graph: Loaded) -> None:
    """Begin a new session, and have everything initialised in it."""
    assert graph.ask(p.Reopen(0)) == {}
    graph.initialise()


def session(graph: Loaded) -> Any:
    """Return TensorFlow's own session."""
    return graph.executor._graphs[0]._session.opened()


def both(tf: Any, resource: bool) -> None:
    """Build variables v and w, which begin at 1 and 2."""
    tf.Variable(1.0, name="v", use_resource=resource)
    tf.Variable(tf.constant(1.0) + 1.0, name="w", use_resource=resource, validate_shape=True)


def test_what_was_assigned_is_forgotten(tf: Any, resource: bool) -> None:
    """A variable has no value after that, then its first one, or what it was set to."""
    graph = Loaded(tf, lambda tf: both(tf, resource))
    graph.initialise()
    graph.assign({"v": 7.0, "w": 8.0})
    assert graph.run("v", "w") == [7.0, 8.0]
    graph.ask(p.Reopen(0))
    assert graph.fault(p.RunGraph(0, ("v",))).type == "FailedPreconditionError"
    graph.initialise()
    assert graph.run("v", "w") == [1.0, 2.0]
    for first in (3.0, 4.0):
        begin(graph)
        graph.assign({"v": first})
        assert graph.run("v", "w") == [first, 2.0]


def test_a_session_is_kept_where_nobody_can_tell(tf: Any, resource: bool) -> None:
    """Variables alone have a state, and all of them are initialised or set."""
    graph = Loaded(tf, lambda tf: both(tf, resource))
    graph.initialise()
    graph.run("v")
    first = session(graph)
    begin(graph)
    assert graph.run("v") == 1.0
    assert session(graph) is first
    graph.ask(p.Reopen(0))
    graph.assign({"v": 3.0})  # w would keep what it has
    assert session(graph) is not first


def test_a_value_of_another_shape_is_not_in_the_way(tf: Any, resource: bool) -> None:
    """A kept session that cannot initialise its variables is given up; what was set stays set."""
    graph = Loaded(tf, lambda tf: both(tf, resource))
    graph.initialise()
    graph.assign({"v": [1.0, 2.0], "w": [3.0]})
    assert graph.run("v") == [1.0, 2.0]
    begin(graph)
    graph.assign({"w": 5.0})
    assert graph.run("v", "w") == [1.0, 5.0]


def test_what_cannot_be_initialised_has_no_value(tf: Any, resource: bool) -> None:
    """It has none in a session that is kept, either."""

    def build(tf: Any) -> None:
        both(tf, resource)
        never = tf.placeholder(tf.float32, [], name="never")
        tf.Variable(never, name="x", use_resource=resource)

    graph = Loaded(tf, build)
    for _ in range(2):
        begin(graph)
        graph.assign({"v": 3.0})
        assert graph.run("v", "w") == [3.0, 2.0]
        assert graph.fault(p.RunGraph(0, ("x",))).type == "FailedPreconditionError"
        graph.assign({"x": 9.0})


def seeded(tf: Any) -> None:
    """Build a variable that begins at a random number with a seed."""
    tf.Variable(tf.random.normal([], seed=3), name="v")


def in_function(tf: Any) -> None:
    """Build the same within a function."""
    from tensorflow import function

    tf.Variable(0.0, name="v")
    tf.identity(function(lambda: tf.random.normal([], seed=3))(), name="y")


def queue(tf: Any) -> None:
    """Build a queue, which holds what is put into it."""
    tf.Variable(0.0, name="v")
    tf.FIFOQueue(3, tf.float32, name="queue")


def uninitialised(tf: Any) -> None:
    """Build a variable that nothing initialises."""
    tf.raw_ops.VariableV2(shape=[], dtype=tf.float32, name="v")


def of_another(tf: Any) -> None:
    """Build a variable that begins at the value of another."""
    first = tf.Variable(1.0, name="v", use_resource=False)
    tf.Variable(first, name="w", use_resource=False)


def of_itself(tf: Any) -> None:
    """Build a variable whose initializer gives it what it has."""
    first = tf.raw_ops.VariableV2(shape=[], dtype=tf.float32, name="v")
    tf.raw_ops.Assign(ref=first, value=tf.identity(first) + 1.0)


@pytest.mark.parametrize(
    "build", [of_itself, seeded, in_function, queue, uninitialised, of_another]
)
def test_a_session_is_not_kept_where_it_makes_a_difference(build: Build, tf: Any) -> None:
    """Of seeds, queues, variables without an initializer or with one that reads a variable."""
    with tf.Graph().as_default() as graph:
        build(tf)
    from grader.execute.loaded import LoadedGraph
    from grader.execute.nodes import Checkpointing

    definition = graph.as_graph_def()
    loaded = LoadedGraph(tf, definition, {}, Checkpointing(definition))
    first = loaded._session.opened()
    loaded.reopen()
    loaded.initialise()
    assert loaded._session.opened() is not first


def test_a_forged_initializer_keeps_no_session(tf: Any) -> None:
    """What a script claims to initialise a variable, and does not, leaves nothing in it."""
    with tf.Graph().as_default() as graph:
        both(tf, resource=False)
        tf.no_op(name="idle")
    source = p.GraphSource(graph.as_graph_def().SerializeToString(), {"v": "idle"})
    executor = Executor(tf)
    assert executor.answer(p.Load((source,))) == p.Loaded()
    steps = p.Reopen(0), p.Initialise(0), p.RunGraph(0, ("w",))
    executor.answer(p.Assign(0, packed({"v": 7.0})))
    assert isinstance(executor.answer(p.Several(steps)), p.Answers)
    assert isinstance(executor.answer(p.RunGraph(0, ("v",))), p.GraphFault)


def test_random_numbers_begin_again(tf: Any) -> None:
    """With a seed, the first number of every session is the same."""
    graph = Loaded(tf, seeded)
    firsts = []
    for _ in range(3):
        begin(graph)
        firsts.append(graph.run("v"))
    assert len(set(firsts)) == 1


def test_steps_can_be_one_request(tf: Any) -> None:
    """A new session, values and runs are done in order; only a run has arrays."""
    graph = Loaded(tf, lambda tf: both(tf, resource=True))
    put = p.Assign(0, packed({"v": 3.0}))
    steps = p.Reopen(0), p.Initialise(0), put, p.RunGraph(0, ("v", "w"))
    answer = graph.executor.answer(p.Several(steps))
    assert isinstance(answer, p.Answers)
    assert answer.answers[:3] == (p.Arrays(),) * 3
    wanted = packed({"v": 3.0, "w": 2.0})
    assert msgspec.to_builtins(answer.answers[3].values) == msgspec.to_builtins(wanted)
    assert np.float32(graph.run("w")) == 2.0
