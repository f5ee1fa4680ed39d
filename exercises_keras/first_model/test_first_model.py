"""Checks for first_model: relu(x W1 + b1) W2 + b2, its cross-entropy, and one step."""

import numpy as np
import pytest
from shared.dense import (
    held,
    layers_of,
    put,
    require_gradient_step,
    slopes,
    taken_for_shares,
)

from grader.judge import assert_allclose, check, fail, require
from grader.networks.ranges import batches
from grader.networks.reference import (
    cross_entropy,
    draw_clear,
    draw_labels,
    draw_layers,
    mlp,
    relu,
    softmax,
)

SIDES = (4, 8, 3)
RATE = 0.1
# A product of float32 is off by its sum's size times 6e-8 for each of at most 8 terms.
RTOL, ATOL = 1e-4, 1e-5
ACCURACIES = ("accuracy", "acc", "categorical_accuracy", "sparse_categorical_accuracy")
FEATURES = np.array(
    [
        [5.1, 3.5, 1.4, 0.2],
        [4.9, 3.0, 1.5, 0.2],
        [4.7, 3.2, 1.3, 0.3],
        [5.4, 3.9, 1.7, 0.4],
        [7.0, 3.2, 4.7, 1.4],
        [6.4, 3.1, 4.5, 1.5],
        [5.5, 2.3, 4.0, 1.3],
        [5.9, 3.0, 4.2, 1.6],
        [6.3, 3.3, 6.0, 2.5],
        [5.8, 2.7, 5.1, 1.9],
        [7.1, 3.1, 5.9, 2.1],
        [6.5, 2.8, 5.8, 2.2],
    ]
)
KINDS = np.eye(3)[np.repeat([0, 1, 2], 4)]


@pytest.fixture
def layers(graph):
    """Return the paths of weights and bias of both layers."""
    return layers_of(graph, SIDES)


def compare(graph, layers, x, values):
    """Fail unless the model gives for x what NumPy does, in both modes."""
    put(graph, layers, values)
    hidden, scores = mlp(x, values)
    scale = np.abs(scores).max()
    for mode in ("test", "train"):
        assert_allclose(
            graph.call(f"model@{mode}", x=x),
            scores,
            rtol=RTOL,
            atol=ATOL * scale,
            what="what the model gives",
            rivals={
                "no_relu": mlp(x, values, linear=[0])[-1],
                "relu_on_scores": relu(scores),
                "relu_cut_off": np.minimum(hidden, 6.0) @ values[1][0] + values[1][1],
                "softmax_scores": softmax(scores),
            },
        )


@check(points=0.5, hint="keras.layers.Dense(units) is a layer; keras.Input says what comes in.")
def test_shapes(graph):
    """The model has two layers, of 8 and 3 units, on 4 inputs."""
    layers_of(graph, SIDES, mistake="other_sizes")


@check(points=1, after=("shapes",), hint="A ReLU after the first layer, nothing after the second.")
def test_forward(graph, layers, rng):
    """For twelve flowers and known weights, the model gives what NumPy does."""
    compare(graph, layers, FEATURES, draw_layers(rng, SIDES, [0.1, 0.5], 0.1))


@check(
    points=1.5,
    secret=True,
    after=("forward",),
    hint="relu(x W1 + b1) W2 + b2, for any x and any number of rows.",
)
def test_any_forward(graph, layers, rng):
    """For any inputs and weights, small and large, the model gives what NumPy does."""
    for rows, scale in batches(rng):
        values = draw_layers(rng, SIDES, [1.0, 1.0], scale)
        compare(graph, layers, rng.normal(0.0, scale, (rows, 4)).astype(np.float32), values)


@check(
    points=3,
    after=("forward",),
    hint="SGD with 0.1; a categorical cross-entropy that is told that it is given scores.",
)
def test_step(graph, layers, rng):
    """One step changes every weight as a step of gradient descent on the cross-entropy does."""
    draws, wanted, rivals = [], [], []
    for rows in (12, 5):
        values = draw_layers(rng, SIDES, [0.7, 0.7], 0.5)
        x = draw_clear(rng, 1.0, rows, values)
        y = draw_labels(rng, rows, 3)
        draws.append((values, x, y))
        at_scores = (softmax(mlp(x, values)[-1]) - y) / rows
        wanted.append(changes_of(values, x, at_scores))
        rivals.append(mistaken_steps(values, x, y))
    require_gradient_step(graph, layers, draws, wanted, rivals)


def mistaken_steps(values, x, y):
    """Return the changes that common mistakes make, in each of their forms, by their names."""
    *_, scores = mlp(x, values)
    slopes = {
        "not_from_logits": taken_for_shares(scores, y),
        "squared_error": [2 * (scores - y) / y.size],
        "summed_loss": [softmax(scores) - y],
    }
    return {
        name: [changes_of(values, x, slope) for slope in forms] for name, forms in slopes.items()
    }


def changes_of(values, x, at_scores):
    """Return the changes of all arrays for a gradient at the scores."""
    return [-RATE * array for array in slopes(values, x, at_scores)]


@check(points=1, after=("step",), hint="compile takes metrics; fit tells them by their names.")
def test_metrics(graph, layers, rng):
    """Of a batch, the model tells the loss and the share of right answers."""
    values = draw_layers(rng, SIDES, [0.7, 0.7], 0.5)
    x, y = rng.normal(size=(40, 4)), draw_labels(rng, 40, 3)
    put(graph, layers, values)
    told = graph.step("train", x=x, y=y)
    told = told if isinstance(told, dict) else {}
    *_, scores = mlp(x, values)
    right = (scores.argmax(axis=1) == y.argmax(axis=1)).mean()
    # A metric may have any name.
    others = [name for name in told if name != "loss" and np.abs(told[name] - right).max() < 1e-4]
    names = [*(name for name in ACCURACIES if name in told), *others]
    if not names:
        fail("the model tells no accuracy", mistake="no_accuracy")
    assert_allclose(told[names[0]], right, rtol=0, atol=1e-4, what="the accuracy")
    if "loss" in told:
        loss = cross_entropy(scores, y).mean()
        assert_allclose(told["loss"], loss, rtol=1e-4, atol=1e-5, what="the loss")


@check(
    points=2,
    claim=True,
    after=("step",),
    hint="model.fit(features, kinds, …): one epoch, all twelve rows in one batch.",
)
def test_trained(graph, trace, layers):
    """Your model ended with what one step on the twelve flowers makes of its first weights."""
    ended = trace.final_values(0)
    names = [graph.variable(path) for pair in layers for path in pair]
    require(all(name in ended for name in names), "the model's values are not there at the end")
    before = held(graph, layers)
    graph.step("train", x=FEATURES, y=KINDS)
    after = held(graph, layers)
    moved = [ended[name] - one for name, one in zip(names, before, strict=True)]
    if not any(array.any() for array in moved):
        fail("the model ended with the weights that it began with", mistake="not_trained")
    step = graph.handle("step()").name if graph.has("step()") else ""
    steps = sum(step in run.fetches for run in trace.runs)
    for array, one, then in zip(moved, before, after, strict=True):
        # The start is the same to the last bit, and so nearly is the step: its own rounding.
        if np.abs(array - (then - one)).max() > 1e-3 * np.abs(then - one).max() + 1e-6:
            mistake = "many_steps" if steps > 1 else "other_rows"
            fail("the model was trained for another step, or more than one", mistake=mistake)
