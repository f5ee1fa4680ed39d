"""What is required of a classifier as it stands: shapes, forward pass and cost, of any depth.

Each function is the body of a check. A failure names a mistake only if the exercise lists it.

The reference is float64. In 10,000 draws of three layers and 7,500 of two, float32 was off by at
most 1.5e-6 of the largest logit and 2e-7 of a cost: a factor of 13 and more is left.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from itertools import chain, combinations, pairwise
from typing import Concatenate, ParamSpec

import numpy as np
import numpy.typing as npt

from grader.data.mnist import Datasets
from grader.judge.checks import CheckFailed, require
from grader.judge.compare import assert_allclose, matches, nearest
from grader.networks import cost_checks as objective
from grader.networks import reference as ref
from grader.networks.network import Network, examples
from grader.networks.ranges import batches

P = ParamSpec("P")
Check = Callable[Concatenate[Network, P], None]
Layers = Sequence[ref.Layer]

# Standard deviations of hidden weights, output weights and biases, and the scale of the images.
_SIZES = ((0.05, 0.1, 0.1, 1.0), (1.0, 1.0, 1.0, 1.0), (1.0, 1.0, 10.0, 10.0))


def listed(check: Check[P]) -> Check[P]:
    """Let `check` name a mistake only if the exercise of its network lists it."""

    @wraps(check)
    def quiet(network: Network, /, *args: P.args, **options: P.kwargs) -> None:
        try:
            check(network, *args, **options)
        except CheckFailed as failure:
            if failure.mistake not in network.mistakes:
                failure.mistake = ""
            raise

    return quiet


def close(got: npt.ArrayLike, expected: npt.ArrayLike) -> bool:
    """Say whether logits are equal, by the tolerances of all comparisons of logits here."""
    return matches(got, expected, rtol=1e-4, atol=_atol(expected))


@listed
def require_shapes(network: Network, rng: np.random.Generator) -> None:
    """Require variables of the right shapes, and `logits` that all weights and `x` decide."""
    graph, sides = network.graph, network.sides
    for (weights, biases), shape in zip(network.paths, pairwise(sides), strict=True):
        _require_variable(network, weights, shape)
        _require_variable(network, biases, shape[1:])
    side = graph.is_placeholder("x") and (graph.shape("x") or (None,))[0]
    require(not side, f"`x` takes batches of exactly {side} images", mistake="fixed_batch")
    first, second = network.draw(rng), network.draw(rng)
    images = rng.uniform(size=(5, sides[0]))
    for count in (3, 5):
        network.put(first)
        logits = network.logits(images[:count])
        right = logits.shape == (count, sides[-1]) and np.isfinite(logits).all()
        words = f"`logits` of {count} images is not [{count}, {sides[-1]}] finite numbers"
        require(right, words)
    network.require_steady("logits")
    same, dtype = close(network.logits(images[::-1]), logits), graph.dtype("x")
    words = f"`x` is {dtype}: divide the pictures by 255 before your network is given them"
    require(not same or "int" not in dtype, words)
    require(not same, "`logits` does not depend on `x`")
    for place, (weights, _) in enumerate(network.paths):
        network.put([*first[:place], second[place], *first[place + 1 :]])
        same = close(network.logits(images), logits)
        require(not same, f"`logits` does not depend on `{weights}`")


@listed
def require_forward(network: Network, mnist: Datasets, rng: np.random.Generator) -> None:
    """Require the right `logits` of digits with known weights, and of mixed-up ones with others."""
    images, known = examples(mnist.validation, 0, 8)[0], network.draw(np.random.default_rng(1))
    network.put(known)
    got, expected = network.logits(images), ref.mlp(images, known)[-1]
    turned = images.reshape(-1, 28, 28).transpose(0, 2, 1).reshape(-1, 784)
    mixed = turned, images.reshape(784, -1).T
    linear = _subsets(len(known) - 1)
    assert_allclose(
        got,
        expected,
        rtol=1e-4,
        atol=_atol(expected),
        what="logits",
        rivals={
            "no_relu": nearest(got, *(ref.mlp(images, known, which)[-1] for which in linear)),
            "relu_on_logits": np.maximum(expected, 0),
            "softmax_in_logits": ref.softmax(expected),
            "scrambled_images": nearest(got, *(ref.mlp(one, known)[-1] for one in mixed)),
        },
    )
    images, drawn = rng.permutation(images, axis=1), network.draw(rng)
    network.put(drawn)
    right = close(network.logits(images), ref.mlp(images, drawn)[-1])
    require(right, "`logits` is right for the known digits and weights, but not for others")


@listed
def require_any_forward(network: Network, rng: np.random.Generator) -> None:
    """Require the right `logits` for any images, weights and biases, small and large."""
    for hidden, out, bias, scale in _SIZES:
        images = scale * rng.uniform(size=(8, network.sides[0]))
        drawn = network.draw(rng, hidden, out, bias)
        network.put(drawn)
        got, expected = network.logits(images), ref.mlp(images, drawn)[-1]
        partial = (_without_biases(drawn, some) for some in _subsets(len(drawn)))
        assert_allclose(
            got,
            expected,
            rtol=1e-4,
            atol=_atol(expected),
            rivals={"no_bias": nearest(got, *(ref.mlp(images, some)[-1] for some in partial))},
        )
    for rows, scale in batches(rng):
        images = scale * rng.uniform(size=(rows, network.sides[0]))
        drawn = network.draw(rng, 1.0, 1.0, scale)
        network.put(drawn)
        right = close(network.logits(images), ref.mlp(images, drawn)[-1])
        require(right, f"`logits` is wrong for {rows} rows of numbers up to {scale:.1g}")


@listed
def require_cost(network: Network, mnist: Datasets, rng: np.random.Generator) -> None:
    """Require a `cost` that is the mean cross-entropy of the network's own `logits`."""
    images, labels = examples(mnist.validation, 0, 8)
    known, drawn = network.draw(np.random.default_rng(1)), network.draw(rng)
    objective.require_cost(network, known, drawn, images, labels, rng)


def _require_variable(network: Network, path: str, shape: tuple[int, ...]) -> None:
    require(
        network.graph.variable(path),
        f"`{path}` is not a variable, so it cannot be trained",
        mistake="weights_not_variables",
    )
    sides = network.graph.shape(path)
    same = sides is None or tuple(side for side in sides if side != 1) == shape
    require(same, f"`{path}` has shape {list(sides or ())}, expected {list(shape)}")


def _atol(expected: npt.ArrayLike) -> float:
    return 2e-5 * float(np.abs(expected).max())


def _subsets(count: int) -> list[tuple[int, ...]]:
    """Return all choices of one or more of 0 … count - 1."""
    sizes = range(1, count + 1)
    return list(chain.from_iterable(combinations(range(count), size) for size in sizes))


def _without_biases(layers: Layers, which: Sequence[int]) -> list[ref.Layer]:
    return [(w, np.zeros_like(b) if place in which else b) for place, (w, b) in enumerate(layers)]
