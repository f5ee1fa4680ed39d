"""The lessons' small network, relu(x W1 + b1) W2 + b2: its arrays, and what mistakes make of them.

The globals are the lessons': `features`, and `weights` and `biases` of two elements each.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from grader.judge.checks import require
from grader.judge.graph import Graph
from grader.networks.reference import Floats, dense, relu, softmax

HIDDEN_WEIGHTS = np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]])
OUT_WEIGHTS = np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])


@dataclass(frozen=True)
class Perceptron:
    """Float64 arrays: x [n, inputs], w1 [inputs, units], b1 [units], w2 [units, outputs], b2."""

    x: Floats
    w1: Floats
    b1: Floats
    w2: Floats
    b2: Floats

    @cached_property
    def z(self) -> Floats:
        """The hidden layer before its ReLU, [n, units]."""
        return dense(self.x, self.w1, self.b1)

    @cached_property
    def hidden(self) -> Floats:
        """The hidden layer, [n, units]."""
        return relu(self.z)

    @cached_property
    def output(self) -> Floats:
        """The output layer, [n, outputs]."""
        return self.out(self.hidden)

    def out(self, hidden: npt.ArrayLike) -> Floats:
        """Return the output layer of another hidden layer."""
        return dense(hidden, self.w2, self.b2)

    def mistaken(self) -> dict[str, Floats]:
        """Return the output that each common mistake would give."""
        unbiased = relu(self.x @ self.w1)
        with np.errstate(over="ignore"):
            sigmoid = 1.0 / (1.0 + np.exp(-self.z))
        return {
            "no_relu": self.out(self.z),
            "relu_on_output": relu(self.out(self.z)),
            "relu_on_both": relu(self.output),
            "sigmoid_instead": self.out(sigmoid),
            "tanh_instead": self.out(np.tanh(self.z)),
            "leaky_relu": self.out(np.where(self.z > 0, self.z, 0.2 * self.z)),
            "no_hidden_bias": self.out(unbiased),
            "no_output_bias": self.hidden @ self.w2,
            "no_biases": unbiased @ self.w2,
            "bias_after_relu": self.out(unbiased + self.b1),
            "softmax_output": softmax(self.output),
        }

    def put(self, graph: Graph) -> None:
        """Give the student's globals these values; a bias may have a leading side of 1 there."""
        values: dict[str, npt.ArrayLike] = {"features": self.x}
        for name, arrays in (("weights", (self.w1, self.w2)), ("biases", (self.b1, self.b2))):
            paths = graph.members(name) or [f"{name}[0]", f"{name}[1]"]
            require(len(paths) == 2, f"`{name}` holds {len(paths)} tensors, expected 2")
            for path, array in zip(paths, arrays, strict=True):
                row = name == "biases" and len(graph.shape(path) or ()) == 2
                values[path] = array[None] if row else array
        graph.assign(values)


def draw_any(rng: np.random.Generator, scale: float, rows: int) -> Perceptron:
    """Draw numbers of this scale, for any number of rows, whatever mistakes give on them."""
    return Perceptron(
        x=rng.normal(0.0, scale, (rows, 4)),
        w1=rng.normal(0.0, 1.0, (4, 3)),
        b1=rng.normal(0.0, scale, 3),
        w2=rng.normal(0.0, 1.0, (3, 2)),
        b2=rng.normal(0.0, scale, 2),
    )


def draw(rng: np.random.Generator, scale: float, rows: int = 3) -> Perceptron:
    """Draw numbers of this scale on which every common mistake gives a clearly wrong output.

    Every hidden unit is cut off by the ReLU in some row and not in another. At a scale of 1 the
    mistakes also differ clearly from one another; tanh, for one, cannot at smaller scales.
    """
    while True:
        net = draw_any(rng, scale, rows)
        off = (net.z < 0).mean(axis=0)
        if not np.all((off > 0) & (off < 1)):
            continue
        outputs = [net.output, *net.mistaken().values()]
        pairs = combinations(outputs, 2) if scale == 1.0 else product(outputs[:1], outputs[1:])
        gap = 0.02 * np.abs(net.output).max()
        if all(np.abs(a - b).max() > gap for a, b in pairs):
            return net
