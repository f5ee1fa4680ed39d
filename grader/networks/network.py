"""A student's classifier, layer by layer: weights and biases in and out, images and labels in.

The globals are the lessons': `logits`, `cost`, dicts `weights` and `biases` with one key a layer,
`x` for images and `y` for labels; an exercise may have other names for all but the first two.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.catalog.rules import KnownMistake
from grader.data.mnist import Dataset
from grader.judge.checks import CheckFailed
from grader.judge.graph import Graph
from grader.judge.steadiness import require_steady
from grader.judge.trace import Trace
from grader.networks.reference import Batch, Floats, Layer, draw_layers
from grader.networks.training import Training

IMAGE = (28, 28, 1)


class Network:
    """The layers `weights[key]`, `biases[key]` of a graph, and what it computes with them.

    paths: the globals of each layer, where they are not called so. images, labels: the globals
    that take them.

    Images are given as float [n, 784] and labels one-hot, float [n, classes]; both are fed in the
    shape that the student's placeholders take: [n, 28, 28, 1], [n, 28, 28] or flat, and one-hot or
    class numbers.

    sides: inputs, units of each layer, classes. objective: the global that training lowers.
    fixed: what other globals are given in every run. mistakes: those that the exercise lists.
    """

    def __init__(
        self,
        graph: Graph,
        trace: Trace,
        keys: Sequence[str] = (),
        sides: Sequence[int] = (),
        *,
        paths: Sequence[tuple[str, str]] = (),
        images: str = "x",
        labels: str = "y",
        objective: str = "cost",
        fixed: Mapping[str, npt.ArrayLike] | None = None,
        mistakes: Iterable[KnownMistake] = (),
    ) -> None:
        self.graph = graph
        self.trace = trace
        named = tuple((f"weights['{key}']", f"biases['{key}']") for key in keys)
        self.paths = (*named, *paths)
        self._images, self._labels = images, labels
        self.sides = tuple(sides)
        self.objective = objective
        self.fixed = dict(fixed or {})
        self.mistakes = frozenset(mistake.name for mistake in mistakes)
        self._ranks: dict[str, int] = {}
        self._late = False

    def draw(
        self, rng: np.random.Generator, hidden: float = 0.1, out: float = 0.3, bias: float = 0.0
    ) -> list[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
        """Return normal layers of the network's sides, with these standard deviations.

        hidden is that of the first layer's weights; other hidden layers, with fewer inputs, have
        larger ones, so that each adds as much to the size of what passes through.
        """
        inputs = self.sides[0]
        deviations = [hidden * (inputs / side) ** 0.5 for side in self.sides[:-2]] + [out]
        return draw_layers(rng, self.sides, deviations, bias)

    def variables(self) -> tuple[str, ...]:
        """Return the operation names of all weights and biases; fail if one is no variable."""
        names = []
        for path in (path for pair in self.paths for path in pair):
            name = self.graph.variable(path)
            if not name:
                raise CheckFailed(f"`{path}` is not a variable: make it with `tf.Variable`")
            names.append(name)
        return tuple(names)

    def known(self) -> tuple[str, ...]:
        """Return the operation names of those weights and biases that are variables."""
        names = (self.graph.variable(path) for pair in self.paths for path in pair)
        return tuple(name for name in names if name)

    def require_steady(self, path: str) -> None:
        """Fail the check if more than weights, biases and inputs decides what a global gives."""
        require_steady(self.graph, path, self.known(), self.inputs)

    def put(self, layers: Sequence[Layer]) -> list[tuple[Floats, Floats]]:
        """Give the variables these values; return what they hold then, float64, biases flat.

        A bias may be [units] or [1, units] in the graph.
        """
        values: dict[str, npt.ArrayLike] = {}
        for (weights, biases), (w, b) in zip(self.paths, layers, strict=True):
            values[weights] = w
            values[biases] = np.reshape(b, (-1,) if self._rank(biases) < 2 else (1, -1))
        held = self.graph.assign(values)
        return _in_pairs([held[path] for pair in self.paths for path in pair])

    def get(self) -> list[tuple[Floats, Floats]]:
        """Return the variables' values, float64, biases flat."""
        flat = [path for pair in self.paths for path in pair]
        return _in_pairs(self.graph.run(flat))

    def logits(self, images: npt.ArrayLike) -> Floats:
        """Return float64 [n, classes] for images [n, 784]; fail the check for another shape."""
        found = np.asarray(self.graph.run("logits", feed=self.feed(images)), np.float64)
        rows = len(np.asarray(images))
        if found.ndim != 2 or len(found) != rows or not found.size:
            count = f"{rows} image{'s' if rows > 1 else ''}"
            raise CheckFailed(f"`logits` of {count} has shape {list(found.shape)}")
        return found

    def raw_cost(self, images: npt.ArrayLike, labels: npt.ArrayLike, path: str = "cost") -> Floats:
        """Return what `cost`, or another global, gives for a batch, float64 of whatever shape."""
        return np.asarray(self.graph.run(path, feed=self.feed(images, labels)), np.float64)

    def cost(self, images: npt.ArrayLike, labels: npt.ArrayLike, path: str = "cost") -> float:
        """Return `cost`, or another global, of a batch; fail the check unless it is one number."""
        return _single(path, self.raw_cost(images, labels, path))

    def raw_accuracy(self, images: npt.ArrayLike, labels: npt.ArrayLike) -> npt.NDArray[Any]:
        """Return what `accuracy` gives for a batch, of whatever shape and dtype."""
        return np.asarray(self.graph.run("accuracy", feed=self.feed(images, labels)))

    def accuracy(self, images: npt.ArrayLike, labels: npt.ArrayLike) -> float:
        """Return the share of images whose largest logit is that of their label."""
        hits = self.logits(images).argmax(axis=1) == np.asarray(labels).argmax(axis=1)
        return float(hits.mean())

    def fresh_costs(self, images: npt.ArrayLike, labels: npt.ArrayLike, draws: int) -> Floats:
        """Initialise the variables `draws` times; return float64 [draws]: the costs of a batch."""
        feed = self.feed(images, labels)
        costs = np.asarray(self.graph.run("cost", feed, draws, anew=True), np.float64)
        if costs.size != draws:
            raise CheckFailed(f"`cost` is not one number, but has shape {list(costs.shape[1:])}")
        return costs.ravel()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The globals that are given in a run: images, labels and what else is fixed."""
        return (self._images, self._labels, *self.fixed)

    def step(self, training: Training, images: npt.ArrayLike, labels: npt.ArrayLike) -> None:
        """Run a training's operations once on a batch, with the numbers that the script fed."""
        self.graph.step(training.operations, self.feed(images, labels), training.given)

    @property
    def name_of_images(self) -> str:
        """The TensorFlow name of the tensor that takes the images."""
        return self.graph.handle(self._images).name

    def set_late(self, training: Training) -> None:
        """Give all other variables the values that the script's training ended with (claims)."""
        own, final = self.known(), self.trace.final_values(training.last)
        others = {
            name: value
            for name, value in final.items()
            if name not in own and self.graph.node(name) is not None
        }
        if others:
            self.graph.set_variables(others)
            self._late = True

    def renew(self) -> None:
        """Give all variables but weights and biases, which are put next, their first values.

        Where there are no others that could have changed, nothing need be done.
        """
        if self._late or {*self.graph.changing()} - {*self.known()}:
            self.graph.initialise()
            self._late = False

    def learns(self, training: Training, layers: Sequence[Layer], batch: Batch) -> bool:
        """Say whether a step from `layers` on a batch lowers the mean of its objective."""
        self.renew()
        self.put(layers)
        before = self.raw_cost(*batch, self.objective).mean()
        self.step(training, *batch)
        return bool(self.raw_cost(*batch, self.objective).mean() < before)

    def loss_curve(self, training: Training, batches: Sequence[Batch], held: Batch) -> Floats:
        """Return float64 [steps + 1]: the cost of `held` before and after a step on each batch."""
        feeds = [self.feed(*batch) for batch in batches]
        curve = self.graph.curve(
            "cost", self.feed(*held), training.operations, feeds, training.given
        )
        return np.array([_single("cost", found) for found in curve], np.float64)

    def feed(
        self, images: npt.ArrayLike, labels: npt.ArrayLike | None = None
    ) -> dict[str, npt.ArrayLike]:
        """Return the feed for a batch, shaped as the student's `x` and `y` take it."""
        flat = np.asarray(images)
        feed: dict[str, npt.ArrayLike] = {
            **self.fixed,
            self._images: self._shaped(flat),
        }
        if labels is not None:
            one_hot = np.asarray(labels)
            numbers = self._rank(self._labels) == 1
            feed[self._labels] = one_hot.argmax(axis=1) if numbers else one_hot
        return feed

    def _shaped(self, flat: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return images as the student's `x` takes them: flat, or with sides and depth."""
        rank = self._rank(self._images)
        return flat if rank == 2 else flat.reshape(-1, *IMAGE[: 2 if rank == 3 else 3])

    def _rank(self, path: str) -> int:
        """Return how many sides a global has: as declared, as the script fed it, or 0."""
        if path not in self._ranks:
            shape = self.graph.shape(path)
            self._ranks[path] = self._fed_rank(path) if shape is None else len(shape)
        return self._ranks[path]

    def _fed_rank(self, path: str) -> int:
        name = self.graph.handle(path).name
        for run in self.trace.runs:
            for feed in run.feeds:
                if run.graph == self.graph.number and feed.name == name:
                    return len(feed.shape)
        return 0


def examples(
    dataset: Dataset, start: int, count: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[Any]]:
    """Return `count` images [count, 784] of a data set and their labels, from `start` on."""
    chosen = slice(start, start + count)
    return dataset.images[chosen].reshape(-1, 784), dataset.labels[chosen]


def _in_pairs(arrays: Sequence[npt.ArrayLike]) -> list[tuple[Floats, Floats]]:
    """Return weights and biases, one after the other in `arrays`, layer by layer."""
    flat = [np.asarray(array, np.float64) for array in arrays]
    return [(w, b.ravel()) for w, b in zip(flat[::2], flat[1::2], strict=True)]


def _single(path: str, found: npt.NDArray[Any]) -> float:
    """Return the one number that a global gave; fail the check if it is none or several."""
    if found.size != 1:
        raise CheckFailed(f"`{path}` is not one number, but has shape {list(found.shape)}")
    return float(found.item())
