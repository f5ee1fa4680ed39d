"""The networks of the lessons in NumPy, written the slow obvious way, in float64.

A network is a sequence of layers `(w, b)`, w [inputs, units] and b [units]; every layer but the
last is followed by a ReLU. Source of the gradients: C. M. Bishop, "Pattern Recognition and Machine
Learning", 2006, section 5.3 (error backpropagation).
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Layer = tuple[npt.ArrayLike, npt.ArrayLike]
Batch = tuple[npt.ArrayLike, npt.ArrayLike]


def dense(x: npt.ArrayLike, w: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """Return float64 [n, units]: x w + b for x [n, inputs]."""
    product: Floats = _floats(x) @ _floats(w) + _floats(b)
    return product


def relu(z: npt.ArrayLike) -> Floats:
    """Return max(z, 0), float64 of z's shape."""
    return np.maximum(_floats(z), 0.0)


def log_softmax(logits: npt.ArrayLike) -> Floats:
    """Return float64 [n, classes]: z - log(sum(exp(z))) per row, the largest logit taken out."""
    z = _floats(logits)
    shifted = z - z.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def softmax(logits: npt.ArrayLike) -> Floats:
    """Return float64 [n, classes]: exp(z) / sum(exp(z)) per row."""
    return np.exp(log_softmax(logits))


def cross_entropy(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Return float64 [n]: -sum(labels * log(softmax(logits))) per row; labels [n, classes]."""
    terms = _floats(labels) * log_softmax(logits)
    result: Floats = -terms.sum(axis=1)
    return result


def mlp(x: npt.ArrayLike, layers: Sequence[Layer], linear: Collection[int] = ()) -> list[Floats]:
    """Return each layer's output, float64 [n, units]; the last one holds the logits.

    linear: the numbers of hidden layers that lack their ReLU.
    """
    outputs: list[Floats] = []
    for number, (w, b) in enumerate(layers):
        below = outputs[-1] if outputs else _floats(x)
        z = dense(below, w, b)
        outputs.append(z if number == len(layers) - 1 or number in linear else relu(z))
    return outputs


def mlp_gradients(
    x: npt.ArrayLike, labels: npt.ArrayLike, layers: Sequence[Layer], decay: float = 0.0
) -> list[tuple[Floats, Floats]]:
    """Return (dw, db) per layer: the gradients of the mean cross-entropy of a batch.

    x [n, inputs], labels [n, classes] whose rows sum to 1. With p = softmax(logits) the gradient at
    the logits is (p - labels) / n; a ReLU passes it on where its output is positive. An L2 penalty,
    decay * sum(w**2) / 2 over all weights, adds decay * w.
    """
    *hidden, logits = mlp(x, layers)
    below = [_floats(x), *hidden]
    at_output = (softmax(logits) - _floats(labels)) / len(logits)
    gradients: list[tuple[Floats, Floats]] = []
    for number in reversed(range(len(layers))):
        if gradients:
            above = _floats(layers[number + 1][0])
            at_output = (at_output @ above.T) * (below[number + 1] > 0)
        slope = below[number].T @ at_output + decay * _floats(layers[number][0])
        gradients.append((slope, at_output.sum(axis=0)))
    return gradients[::-1]


def loss_curve(
    layers: Sequence[Layer],
    batches: Sequence[Batch],
    held: Batch,
    learning_rate: float,
    momentum: float = 0.0,
    decay: float = 0.0,
) -> Floats:
    """Return float64 [steps + 1]: the mean cross-entropy of `held` before and after each step.

    Each batch (x, labels) gives one step of gradient descent, w -= learning_rate * v, where
    v = momentum * v + gradient (B. T. Polyak, 1964, as in `tf.train.MomentumOptimizer`). The
    gradient is that of the mean cross-entropy + decay * sum(w**2) / 2 over all weights, no biases.
    """
    values = [_floats(array) for layer in layers for array in layer]
    velocities = [np.zeros_like(value) for value in values]
    curve = [mean_cost(_paired(values), held)]
    for x, labels in batches:
        gradients = mlp_gradients(x, labels, _paired(values), decay)
        steps = [array for pair in gradients for array in pair]
        velocities = [momentum * v + g for v, g in zip(velocities, steps, strict=True)]
        values = [w - learning_rate * v for w, v in zip(values, velocities, strict=True)]
        curve.append(mean_cost(_paired(values), held))
    return np.array(curve, np.float64)


def fit_last(
    layers: Sequence[Layer], batch: Batch, steps: int = 200
) -> list[tuple[Floats, Floats]]:
    """Return the layers with the last one fitted to a batch (x, labels) by gradient descent.

    The rate is the inverse of a bound of the curvature: half of the mean square of its inputs.
    """
    x, labels = batch
    *below, (w, b) = [(_floats(w), _floats(b)) for w, b in layers]
    inputs = mlp(x, [*below, (w, b)])[-2] if below else _floats(x)
    rate = 2.0 / (1.0 + (inputs**2).sum(axis=1).mean())
    for _ in range(steps):
        ((dw, db),) = mlp_gradients(inputs, labels, [(w, b)])
        w, b = w - rate * dw, b - rate * db
    return [*below, (w, b)]


def mean_cost(layers: Sequence[Layer], batch: Batch) -> float:
    """Return the mean cross-entropy of a batch (x, labels)."""
    x, labels = batch
    return float(cross_entropy(mlp(x, layers)[-1], labels).mean())


def handwritten_costs(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Return float64 [k]: what -log(p) gives where p = softmax is kept from 0 by a tiny number.

    The number, 1e-3 to 1e-37, is what p is clipped to, or what is added to it: two ways in which
    a cost is written by hand that is right for small logits and too small for large ones.
    """
    p = (softmax(logits) * _floats(labels)).sum(axis=1)
    kept = [(np.maximum(p, tiny), p + tiny) for tiny in 10.0 ** -np.arange(3, 38)]
    return np.array([-np.log(one).mean() for pair in kept for one in pair], np.float64)


def costs_of_shares(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Return float64 [2]: cross-entropies that take logits for what a softmax gave.

    As Keras does without `from_logits=True` (keras/src/backend/tensorflow/nn.py): logits are
    divided by their sum and kept from 0 and 1 by 1e-7; or kept first, and then divided, where
    labels are numbers.
    """
    z, tiny = _floats(logits), 1e-7
    total = z.sum(axis=1, keepdims=True)
    divided = np.divide(z, total, out=np.zeros_like(z), where=total != 0)
    first = np.log(np.clip(divided, tiny, 1 - tiny))
    kept = np.clip(z, tiny, 1 - tiny)
    second = np.log(kept / kept.sum(axis=1, keepdims=True))
    costs = [-(_floats(labels) * shares).sum(axis=1).mean() for shares in (first, second)]
    return np.array(costs, np.float64)


def draw_layers(
    rng: np.random.Generator, sides: Sequence[int], weights: Sequence[float], bias: float
) -> list[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """Return normal layers, float32 so that a graph gets exactly these values.

    sides: inputs, units of each layer, outputs. weights: the standard deviation of each layer's
    weights; bias: that of all biases.
    """
    return [
        (
            np.float32(deviation) * rng.standard_normal(shape, np.float32),
            np.float32(bias) * rng.standard_normal(shape[1], np.float32),
        )
        for shape, deviation in zip(pairwise(sides), weights, strict=True)
    ]


def draw_clear(
    rng: np.random.Generator, scale: float, count: int, layers: Sequence[Layer]
) -> npt.NDArray[np.float32]:
    """Return normal inputs, float32 [count, inputs], whose hidden units are clear of 0.

    Where a unit is nearer to 0 than 1e-4 of its layer's largest, rounding might open or close its
    ReLU, and the gradient would jump: float32 is off by 1.3e-6 of the largest (20,000 draws).
    """
    *below_last, (last, _) = [(_floats(w), _floats(b)) for w, b in layers]
    found = np.empty((0, len(below_last[0][0] if below_last else last)), np.float32)
    while len(found) < count:
        x = np.float32(scale) * rng.standard_normal((2 * count, found.shape[1]), np.float32)
        below, clear = _floats(x), np.full(len(x), True)
        for w, b in below_last:
            z = dense(below, w, b)
            clear &= np.abs(z).min(axis=1) > 1e-4 * np.abs(z).max()
            below = relu(z)
        found = np.concatenate([found, x[clear]])
    return found[:count]


def draw_labels(rng: np.random.Generator, count: int, classes: int = 10) -> Floats:
    """Return one-hot labels, float64 [count, classes]."""
    return np.eye(classes, dtype=np.float64)[rng.integers(0, classes, count)]


def _paired(values: Sequence[Floats]) -> list[tuple[Floats, Floats]]:
    return list(zip(values[::2], values[1::2], strict=True))


def _floats(values: npt.ArrayLike) -> Floats:
    return np.asarray(values, np.float64)
