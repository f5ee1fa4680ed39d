"""What the checks of all functions need: NumPy's answers, and the variables of layers."""

from itertools import pairwise

import numpy as np

from grader.judge import fail, require


def softmax_cross_entropy(labels, logits):
    """Return the cross-entropy of each row."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return (labels * (log_sums[:, None] - shifted)).sum(axis=1)


def accuracy(labels, logits):
    """Return the share of rows whose largest numbers are in the same place."""
    return np.mean(labels.argmax(axis=1) == logits.argmax(axis=1))


def one_hot(rng, rows, classes):
    """Return labels of which every class has some."""
    chosen = rng.permutation(np.arange(rows) % classes)
    return np.eye(classes)[chosen]


ACTIVATIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.log1p(np.exp(z)),
    "": lambda z: z,
}


def shape_of(graph, name):
    """Return the shape of a variable, by its operation's name."""
    return tuple(graph.node(name).shape or ())


def layers_of(graph, sizes, activations, tensor):
    """Return (weights, bias) of each layer, by their operations' names; fail if they are others.

    sizes: the width of the input, and of each layer.
    """
    used = graph.needs(graph.handle(tensor).name)
    names = [name for name in graph.trainable() if name in used]
    weights = [name for name in names if len(shape_of(graph, name)) == 2]
    biases = [name for name in names if len(shape_of(graph, name)) == 1]
    wanted = [*pairwise(sizes)]
    found = [shape_of(graph, name) for name in weights]
    if found != wanted:
        fail(f"there should be weights of {_listed(wanted)}, and there are {_listed(found)}")
    found = [shape_of(graph, name) for name in biases]
    require(
        found == [(size,) for size in sizes[1:]],
        f"there should be a bias for each of {len(wanted)} layers, and there are {_listed(found)}",
        mistake="no_bias" if not found else "",
    )
    return list(zip(weights, biases, strict=True))


def _listed(shapes):
    return ", ".join("×".join(map(str, shape)) for shape in shapes) or "none"


def drawn(rng, sizes):
    """Return weights and bias for each layer, of a size at which activations bend."""
    return [
        (rng.normal(size=(wide, narrow)) / np.sqrt(wide), rng.normal(size=narrow))
        for wide, narrow in pairwise(sizes)
    ]


def put(graph, layers, values):
    """Give the variables of layers these values."""
    for (weights, bias), (w, b) in zip(layers, values, strict=True):
        graph.set_variables({weights: w, bias: b})


def forward(x, values, activations):
    """Return what layers with these values and activations make of x."""
    for (w, b), name in zip(values, activations, strict=True):
        x = ACTIVATIONS[name](x @ w + b)
    return x
