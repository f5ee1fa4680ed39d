"""A student's network by its globals, with a graph that only remembers."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pytest

from grader.collect.claims import Claims, Handle
from grader.collect.events import Feed, Run
from grader.data.mnist import Dataset
from grader.judge.checks import CheckFailed
from grader.judge.graph import Graph
from grader.judge.trace import Trace
from grader.networks.network import Network, examples
from grader.networks.training import Training

IMAGES, LABELS = np.ones((2, 784)), np.eye(10)[[3, 7]]


class Memory:
    """Stands in for a Graph: shapes from a table, values as they were assigned."""

    number = 0

    def __init__(self, shapes: Mapping[str, tuple[int | None, ...] | None]) -> None:
        self.shapes = shapes
        self.values: dict[str, npt.NDArray[Any]] = {}
        self.cost: npt.ArrayLike = 2.5
        self.calls: list[str] = []
        self.moving: tuple[str, ...] = ("step",)

    def shape(self, path: str) -> tuple[int | None, ...] | None:
        return self.shapes[path]

    def handle(self, path: str) -> Handle:
        return Handle(path, "tensor", 0, f"{path}:0")

    def variable(self, path: str) -> str:
        return "" if self.shapes[path] == () else f"variable {path}"

    def assign(self, values: Mapping[str, npt.ArrayLike]) -> dict[str, npt.NDArray[Any]]:
        held = {path: np.asarray(value) for path, value in values.items()}
        self.values.update(held)
        return held

    def initialise(self) -> None:
        self.calls.append("initialise")

    def step(
        self,
        operations: list[str],
        feed: Mapping[str, npt.ArrayLike],
        given: Mapping[str, npt.ArrayLike],
    ) -> None:
        assert not given
        self.calls.append(f"step {' '.join(operations)}")
        self.cost = np.asarray(self.cost) - 1

    def curve(
        self,
        path: str,
        feed: Mapping[str, npt.ArrayLike],
        operations: list[str],
        batches: list[Mapping[str, npt.ArrayLike]],
        given: Mapping[str, npt.ArrayLike],
    ) -> list[npt.NDArray[Any]]:
        found = [self.run(path, feed)]
        for batch in batches:
            self.step(operations, batch, given)
            found.append(self.run(path, feed))
        return found

    def changing(self) -> tuple[str, ...]:
        return self.moving

    def run(
        self,
        paths: str | list[str],
        feed: Mapping[str, npt.ArrayLike] | None = None,
        times: int = 1,
        *,
        anew: bool = False,
    ) -> Any:
        if paths == "cost":
            self.calls += ["initialise"] * (times * anew)
            return np.asarray([self.cost] * times if times > 1 else self.cost, np.float32)
        return [self.values[path] for path in paths]


def network(
    x: tuple[int | None, ...] | None = (None, 28, 28, 1),
    y: tuple[int | None, ...] | None = (None, 10),
    bias: tuple[int, ...] = (10,),
    runs: tuple[Run, ...] = (),
) -> tuple[Network, Memory]:
    """Return a network of one layer whose globals have these shapes."""
    memory = Memory({"x": x, "y": y, "weights['out']": (784, 10), "biases['out']": bias})
    trace = Trace(Claims((), (), (), runs, (), ()))
    return Network(cast(Graph, memory), trace, ("out",)), memory


def ran(*feeds: Feed, graph: int = 0) -> Run:
    """Return a run with these feeds."""
    return Run(0, graph, (), feeds, {})


FLAT = Feed("x:0", "float32", (64, 784), b"")
NUMBERS = Feed("y:0", "float32", (64,), b"")


@pytest.mark.parametrize(
    ("x", "runs", "shape"),
    [
        pytest.param((None, 28, 28, 1), (), (2, 28, 28, 1), id="images"),
        pytest.param((None, 784), (), (2, 784), id="flat"),
        pytest.param(None, (ran(FLAT),), (2, 784), id="undeclared-fed-flat"),
        pytest.param(None, (ran(FLAT, graph=1), ran(NUMBERS)), (2, 28, 28, 1), id="undeclared"),
    ],
)
def test_images_come_in_the_shape_that_x_takes(
    x: tuple[int | None, ...] | None, runs: tuple[Run, ...], shape: tuple[int, ...]
) -> None:
    """As declared, as the script fed it, or as the lesson has it."""
    found, _ = network(x=x, runs=runs)
    assert np.shape(found.feed(IMAGES)["x"]) == shape


@pytest.mark.parametrize(
    ("y", "runs", "fed"),
    [
        pytest.param((None, 10), (), LABELS.tolist(), id="one-hot"),
        pytest.param((None,), (), [3, 7], id="class-numbers"),
        pytest.param(None, (ran(NUMBERS),), [3, 7], id="undeclared-fed-as-numbers"),
    ],
)
def test_labels_come_in_the_form_that_y_takes(
    y: tuple[int | None, ...] | None, runs: tuple[Run, ...], fed: list[Any]
) -> None:
    """One-hot rows, or class numbers for a `y` of one side."""
    found, _ = network(y=y, runs=runs)
    assert np.asarray(found.feed(IMAGES, LABELS)["y"]).tolist() == fed


@pytest.mark.parametrize("bias", [(10,), (1, 10)], ids=["flat", "one-row"])
def test_layers_go_in_and_come_out(bias: tuple[int, ...]) -> None:
    """A bias may have a leading side of 1 in the graph; it comes back flat."""
    found, memory = network(bias=bias)
    w, b = np.arange(7840.0).reshape(784, 10), np.arange(10.0)
    found.put([(w, b)])
    assert memory.values["biases['out']"].shape == bias
    ((back_w, back_b),) = found.get()
    np.testing.assert_array_equal(back_w, w)
    np.testing.assert_array_equal(back_b, b)


def test_variables_are_named_or_missed() -> None:
    """A global that reads no variable fails the check."""
    found, _ = network()
    assert found.variables() == ("variable weights['out']", "variable biases['out']")
    found, _ = network(bias=())
    with pytest.raises(CheckFailed, match=r"`biases\['out'\]` is not a variable"):
        found.variables()


def test_a_cost_of_many_numbers_is_no_cost() -> None:
    """It can be read as it is; where one number is needed, the check fails."""
    found, memory = network()
    assert found.cost(IMAGES, LABELS) == 2.5
    memory.cost = [1.0, 2.0]
    assert found.raw_cost(IMAGES, LABELS).tolist() == [1.0, 2.0]
    with pytest.raises(CheckFailed, match=r"shape \[2\]"):
        found.cost(IMAGES, LABELS)


def test_curves_and_fresh_costs_are_measured_in_order() -> None:
    """One cost before and after each step; one for each initialisation."""
    found, memory = network()
    batch = (IMAGES, LABELS)
    assert found.loss_curve(Training(("a", "b")), [batch, batch], batch).tolist() == [2.5, 1.5, 0.5]
    assert found.fresh_costs(*batch, draws=2).tolist() == [0.5, 0.5]
    assert memory.calls == ["step a b", "step a b", "initialise", "initialise"]


def test_a_network_learns_when_a_step_lowers_its_cost() -> None:
    """The step is made from newly initialised variables."""
    found, memory = network()
    layers = [(np.zeros((784, 10)), np.zeros(10))]
    assert found.learns(Training(("go",)), layers, (IMAGES, LABELS))
    assert memory.calls == ["initialise", "step go"]
    memory.cost = np.nan
    assert not found.learns(Training(("go",)), layers, (IMAGES, LABELS))


def test_variables_are_renewed_where_others_than_weights_change() -> None:
    """Weights and biases are put in any case; what a script ended with must not stay either."""
    found, memory = network()
    found.renew()
    memory.moving = found.variables()
    found.renew()
    assert memory.calls == ["initialise"]


def test_examples_are_flat_rows_of_a_data_set() -> None:
    """They come with their labels."""
    data = Dataset(np.arange(4 * 784, dtype=np.float32).reshape(4, 28, 28, 1), np.eye(10)[:4])
    images, labels = examples(data, 1, 2)
    assert images[:, 0].tolist() == [784, 1568] and images.shape == (2, 784)
    assert labels.argmax(axis=1).tolist() == [1, 2]
