"""The executor's child: frames in, frames out, over real pipes."""

import os
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
import pytest

from grader.catalog import Exercise
from grader.collect.claims import Claims
from grader.execute import protocol as p
from grader.foundation import wire
from grader.judge.connection import Connection, ExecutorLost, GraphRejected, PipeTransport
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

SCRIPT = """
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None], name='x')
b = tf.Variable(0.5, name='b')
y = tf.add(2 * x, b, name='y')
saver = tf.train.Saver()
"""


@pytest.fixture
def transport(grader: Grader, double: Exercise) -> Iterator[PipeTransport]:
    """Return the pipes to a fresh executor."""
    one = PipeTransport(*grader.open_executor(double))
    yield one
    one.close()


def sources(claims: Claims) -> tuple[p.GraphSource, ...]:
    """Return the graphs of a script as they are loaded."""
    return tuple(p.GraphSource(claim.definition, claim.initializers) for claim in claims.graphs)


def test_a_collected_graph_is_run_elsewhere(
    collect: Callable[[str], Claims], transport: PipeTransport
) -> None:
    """What the collector sends, another process imports, initialises, sets and runs."""
    connection = Connection(transport)
    connection.load(sources(collect(SCRIPT)))
    connection.initialise(0)
    x = np.arange(100_000, dtype=np.float32)
    found = connection.run(0, ("y:0",), (), {"x:0": x}, 1)
    np.testing.assert_allclose(found["y:0"], 2 * x + 0.5, rtol=1e-6)
    connection.assign(0, {"b": np.float32(7)})
    assert connection.saved(0, "save/control_dependency:0")["b"].tolist() == 7.0
    connection.restore(0, "save/restore_all", {"b": np.float32(-1)})
    assert connection.run(0, ("b",), (), {}, 1)["b"].tolist() == -1.0
    assert connection.describe(0, ("y:0", "none"))["y:0"].shape == (-1,)
    assert connection.related(0, "save/restore_all").writes == ("b",)


def test_a_graph_that_is_not_allowed_is_rejected(
    collect: Callable[[str], Claims], transport: PipeTransport
) -> None:
    """The executor answers with the reason, and goes on answering."""
    connection = Connection(transport)
    bad = collect(SCRIPT + "z = tf.io.write_file('x', 'y', name='z')\n")
    needing = tuple(msgspec.structs.replace(one, needed=("z",)) for one in sources(bad))
    with pytest.raises(GraphRejected, match="WriteFile"):
        connection.load(needing)
    connection.load(sources(collect(SCRIPT)))
    connection.initialise(0)


def test_an_executor_that_dies_is_lost(transport: PipeTransport) -> None:
    """Nonsense ends the executor; whoever waits for an answer is told."""
    os.write(transport._request_fd, wire.frame(b"\xff"))
    with pytest.raises(ExecutorLost):
        transport.ask(p.Initialise(0))
