"""Does recording TensorFlow 2 work with the TensorFlow that is installed? Found out, not assumed.

What records is built on functions that TensorFlow keeps to itself. So before the first script in
TensorFlow 2 is judged, a small one of ours goes the whole way: recorded in a confined child, run in
an executor on other values, compared. If anything differs, no such script is judged.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.collect.claims import Claims
from grader.collect.request import CollectRequest
from grader.foundation import wire
from grader.foundation.errors import GraderFault
from grader.foundation.limits import Limits
from grader.foundation.roles import ModelRoles
from grader.pipeline.decision import claims_of
from grader.workers.scratch import scratch_folder
from grader.workers.workers import Workers

if TYPE_CHECKING:
    from grader.judge.graph import Graph

SCRIPT = """
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
x = tf.constant([[3.0, 4.0], [5.0, 6.0]])


@tf.function
def twice(value):
    return 2.0 * value


for number in range(2):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(twice(x @ w)) + tf.nn.l2_loss(w)
    w.assign_sub(0.5 * tape.gradient(y, w))
z = tf.constant(tf.nn.relu(x).numpy()) @ w
print(y)
"""
Tests = dict[str, Callable[["Graph"], bool]]
_LIMITS = Limits(wall_s=120.0, cpu_s=60)


KERAS_SCRIPT = """
import keras
import numpy as np

data = np.array([[3.0, 4.0], [5.0, 6.0]], "float32")
model = keras.Sequential([keras.Input((2,)), keras.layers.Dropout(1e-9), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(0.5), "mean_squared_error")
model.fit(data, data[:, :1], epochs=2, batch_size=2, verbose=0)
"""
_ROLES = ModelRoles("x", ("w",), ("b",), ("y",), "labels", "cost", keep="share")


class SelfTest:
    """Runs once, when it is first asked for; once more for the first script with Keras."""

    def __init__(self) -> None:
        self._found: dict[bool, str] = {}

    def fault(self, processes: Workers, *, keras: bool = False) -> str:
        """Return why nothing in TensorFlow 2, or in Keras, can be judged here, "" if it can."""
        for kind in (False, True) if keras else (False,):
            if kind not in self._found:
                self._found[kind] = self._run(processes, keras=kind)
            if self._found[kind]:
                return self._found[kind]
        return ""

    def _run(self, processes: Workers, *, keras: bool) -> str:
        claims = _recorded(processes, KERAS_SCRIPT if keras else SCRIPT)
        if not isinstance(claims, Claims) or claims.failure or len(claims.graphs) != 1:
            return _words("a script of its own could not be recorded")
        try:
            wrong = _judged(processes, claims, KERAS_TESTS if keras else TESTS)
        except GraderFault:
            raise
        except Exception as error:  # whatever is not as it should be: nothing is judged then
            return _words(f"{type(error).__name__}: {error}"[:300])
        return _words(wrong) if wrong else ""


def _words(what: str) -> str:
    return (
        "Scripts in TensorFlow 2 cannot be judged with the TensorFlow that is installed here:"
        f" {what}. Those in TensorFlow 1 can; `pip install` a release that graphgrade names."
    )


def _recorded(processes: Workers, script: str) -> object:
    with scratch_folder() as scratch:
        request = CollectRequest(
            "selftest.py", script.encode(), str(scratch), dialect="tf2", model=_ROLES
        )
        child = processes.spawn("collect", _LIMITS, request=wire.encode(request), scratch=scratch)
        processes.wait(child)
    return claims_of(child)


def _judged(processes: Workers, claims: Claims, tests: Tests) -> str:
    """Return what is wrong with the graph of the script, "" if nothing is."""
    from grader.execute.protocol import GraphSource
    from grader.judge.connection import Connection, PipeTransport
    from grader.judge.graph import Graph

    handles = {handle.path: handle for handle in claims.snapshots[-1].handles}
    executor, *channels = processes.open_executor(_LIMITS)
    transport = PipeTransport(channels[0], channels[1])
    try:
        connection, claim = Connection(transport), claims.graphs[0]
        connection.load((GraphSource(claim.definition, claim.initializers),))
        graph = Graph(connection, 0, claim, handles, {}, {})
        graph.initialise()
        fetched = {name for event in claims.events for name in getattr(event, "fetches", ())}
        if tests is TESTS and handles["y"].name not in fetched:
            return "what is printed is not seen"
        return next((name for name, holds in tests.items() if not holds(graph)), "")
    finally:
        transport.close()
        processes.finish(executor)


def _first_values(graph: "Graph") -> bool:
    return bool(graph.run("w").tolist() == [[1.0], [2.0]])


def _forward(graph: "Graph") -> bool:
    graph.assign({"w": [[2.0], [-1.0]]})  # 2 · (1 - 3) + (4 + 1) / 2
    return bool(graph.run("y", {"x": [[1.0, 1.0], [0.0, 3.0]]}) == -1.5)


def _step(graph: "Graph") -> bool:
    graph.assign({"w": [[2.0], [-1.0]]})
    given = {"x": [[1.0, 1.0], [0.0, 3.0]]}
    graph.step([graph.handle("step()").name], given)  # less half of 2 · (1, 4) + (2, -1)
    return bool(graph.run("w").tolist() == [[0.0], [-4.5]])


def _returned(graph: "Graph") -> bool:
    return graph.depends_on("z", "x") and graph.depends_on("z", "w")


def _fitted(graph: "Graph") -> bool:
    graph.assign({"w": [[2.0], [-1.0]], "b": [1.0]})  # off by 1, -2, 0 and 2
    given = {"x": [[1.0, 1.0], [0.0, 3.0], [2.0, 2.0], [1.0, 0.0]]}
    labels = {"labels": [[1.0], [0.0], [3.0], [1.0]]}
    right = graph.run("y", given).ravel().tolist() == [2.0, -2.0, 3.0, 3.0]
    right &= graph.run("cost", {**given, **labels}) == 2.25
    graph.step([graph.handle("step()").name], {**given, **labels})
    moved = graph.run("w").tolist() == [[1.25], [0.25]] and graph.run("b").tolist() == [0.75]
    return bool(right and moved)


def _dropped(graph: "Graph") -> bool:
    graph.assign({"w": [[2.0], [-1.0]], "b": [1.0]})
    found = {*graph.run("y", {"x": 200 * [[1.0, 3.0]], "share": 0.5}).ravel().tolist()}
    return len(found) > 1 and found <= {1.0, 5.0, -5.0, -1.0}  # of 1 + 4 - 6, each may be dropped


KERAS_TESTS: Tests = {
    "a model is fitted otherwise": _fitted,
    "a layer of a model drops otherwise": _dropped,
}
TESTS: Tests = {
    "a variable does not begin as it did": _first_values,
    "what is computed differs for other values": _forward,
    "a step changes a variable otherwise": _step,
    "an array that comes back is not known again": _returned,
}
