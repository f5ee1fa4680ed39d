"""Checks for digits: a classifier, its steps with momentum, its training by fit, and its test."""

import numpy as np
import pytest
from shared.dense import LATER, held, layers_of, put, require_gradient_step
from shared.fitting import ended, fed_pictures, is_number_printed, is_printed

from grader.judge import assert_allclose, check, fail, require, row_digests
from grader.networks.ranges import batches
from grader.networks.reference import (
    cross_entropy,
    draw_clear,
    draw_labels,
    draw_layers,
    mlp,
    mlp_gradients,
    softmax,
)

SIDES = (784, 64, 10)
RATE, MOMENTUM = 0.05, 0.9
EPOCHS, BATCH = 5, 64
# A product of float32 is off by its sum's size times 6e-8 for each of its terms, in the worst case.
RTOL, ATOL = 1e-4, 5e-5


@pytest.fixture
def layers(graph):
    """Return the paths of weights and bias of both layers."""
    return layers_of(graph, SIDES)


def compare(graph, layers, x, values):
    """Fail unless the model gives for x what NumPy does, in both modes."""
    put(graph, layers, values)
    scores = mlp(x, values)[-1]
    (w, b), (v, c) = values
    bent = 0.5 * (1 + np.tanh((np.asarray(x, np.float64) @ w + b) / 2))
    for mode in ("test", "train"):
        assert_allclose(
            graph.call(f"model@{mode}", x=x),
            scores,
            rtol=RTOL,
            atol=ATOL * np.abs(scores).max(),
            what="what the model gives",
            rivals={
                "no_relu": mlp(x, values, linear=[0])[-1],
                "softmax_twice": softmax(scores),
                "sigmoid_instead": bent @ v + c,
            },
        )


@check(points=0.5, hint="Two dense layers; keras.Input says that 784 numbers come in.")
def test_shapes(graph):
    """The model has layers of 64 and 10 units, on 784 inputs."""
    layers_of(graph, SIDES, mistake="other_sizes")


@check(points=1.5, after=("shapes",), hint="A ReLU after the first layer, scores from the second.")
def test_forward(graph, layers, mnist, rng):
    """For digits and any other numbers, the model gives what NumPy does."""
    images = mnist.validation.images[:50].reshape(-1, 784)
    compare(graph, layers, images, draw_layers(rng, SIDES, [0.1, 0.2], 0.3))
    for rows, scale in batches(rng):
        values = draw_layers(rng, SIDES, [0.1, 0.3], scale)
        compare(graph, layers, rng.normal(0.0, scale, (rows, 784)).astype(np.float32), values)


def drawn(rng, rows):
    """Return values of the layers, x and y."""
    values = draw_layers(rng, SIDES, [0.05, 0.2], 0.3)
    return values, draw_clear(rng, 1.0, rows, values), draw_labels(rng, rows)


@check(points=2, after=("forward",), hint="keras.optimizers.SGD with 0.05; scores in the loss.")
def test_step(graph, layers, rng):
    """The first step changes every weight as gradient descent on the cross-entropy does."""
    draws = [drawn(rng, rows) for rows in (64, 20)]
    wanted, rivals = [], []
    for values, x, y in draws:
        plain = [-RATE * array for pair in mlp_gradients(x, y, values) for array in pair]
        wanted.append(plain)
        rivals.append({"nesterov": [[(1 + MOMENTUM) * array for array in plain]]})
    require_gradient_step(graph, layers, draws, wanted, rivals)


@check(
    points=2,
    secret=True,
    after=("step",),
    hint="SGD takes momentum=0.9: each step is the new gradient and 0.9 of the step before.",
)
def test_momentum(graph, layers, rng):
    """The second step goes on where the first one went, by 0.9 of it."""
    values, x, y = drawn(rng, 40)
    others = draw_labels(rng, 40)
    graph.initialise()
    require_momentum(graph, layers, values, x, (y, others), "no_momentum")
    for _ in range(LATER):
        graph.step("train", x=x, y=y)
    require_momentum(graph, layers, values, x, (y, others), "")


def require_momentum(graph, layers, values, x, labels, plainly):
    """Fail unless the second of two steps, from these values on, goes on where the first went.

    plainly: the mistake that it is if it does not go on at all; "" for steps that come later.
    """
    put(graph, layers, values)
    start = held(graph, layers)
    graph.step("train", x=x, y=labels[0])
    first = held(graph, layers)
    graph.step("train", x=x, y=labels[1])
    second = held(graph, layers)
    now = [(first[0], first[1]), (first[2], first[3])]
    slopes = [array for pair in mlp_gradients(x, labels[1], now) for array in pair]
    for before, then, after, slope in zip(start, first, second, slopes, strict=True):
        wanted = MOMENTUM * (then - before) - RATE * slope
        # A few units may be so near to 0 now that rounding opens or closes their ReLU.
        near = 0.02 * np.abs(wanted).max()
        off = (np.abs(after - then - wanted) > near).mean()
        plain = (np.abs(after - then + RATE * slope) > near).mean()
        told = f"the second step is another one for {100 * off:.0f} % of the numbers"
        if not plainly:
            told = f"a later step is another one for {100 * off:.0f} % of the numbers"
        named = plainly if plain < 0.02 else ""
        require(off < 0.02, told, mistake=named if plainly else "later_steps")


@check(
    points=0.5,
    claim=True,
    after=("step",),
    hint="fit(images, labels, batch_size=…, epochs=…, validation_data=…).",
)
def test_fitted(graph, trace, mnist_choices):
    """Each of the 5 epochs goes through nearly all training pictures, 64 at a time."""
    fed = [step.rows for step in fed_pictures(graph, trace)]
    require(fed, "no pictures were seen in the steps of the script")
    choices = [
        (set(_digests(one.train)), set(_digests(one.validation)) | set(_digests(one.test)))
        for one in mnist_choices
    ]
    rows = [row for digests in fed for row in digests]
    train, other = max(choices, key=lambda one: len(one[0].intersection(rows)))
    strange = sum(row in other and row not in train for row in rows)
    if strange > 0.01 * len(rows):
        fail("pictures that were held out were trained with", mistake="held_out_fed")
    # What validation_split holds out, a fifth at most, is not trained with.
    least = 0.79 * EPOCHS * len(train)
    if len(rows) < least or len(rows) > EPOCHS * len(train):
        once = len(rows) <= len(train)
        told = f"{len(rows)} pictures were trained with, of {EPOCHS * len(train)}"
        fail(told, mistake="one_epoch" if once else "")
    seen = len(train.intersection(rows))
    told = f"of {len(train)} pictures, {seen} were trained with"
    require(seen >= 0.79 * len(train), told, mistake="part_of_the_data")
    steps = len(rows) / BATCH
    if not 0.98 * steps <= len(fed) <= 1.02 * steps + EPOCHS:
        fail(f"there were {len(fed)} steps, of batches of another size", mistake="whole_batch")


def _digests(part):
    return row_digests(part.images.reshape(-1, 784)).tolist()


def put_ended(graph, trace, layers):
    """Give the layers the values that the script ended with."""
    arrays = ended(graph, trace, [path for pair in layers for path in pair])
    require(arrays, "the model's values are not there at the end")
    put(graph, layers, [arrays[:2], arrays[2:]])


@check(
    points=0.5,
    claim=True,
    after=("step",),
    hint="The loss falls with every epoch if labels and pictures belong together.",
)
def test_trained(graph, trace, layers, mnist):
    """Your trained model has a cross-entropy below 1 on pictures that it has not seen."""
    put_ended(graph, trace, layers)
    scores = graph.call("model@test", x=mnist.validation.images.reshape(-1, 784))
    cost = cross_entropy(scores, mnist.validation.labels).mean()
    # Who guesses has 2.3; right answers are below half of the bound.
    if not cost < 1.0:
        fail(f"its cross-entropy is {cost:.2f}", mistake="labels_mixed_up")


@check(points=0.5, claim=True, after=("trained",), hint="Print what model.evaluate measures, last.")
def test_printed(graph, trace, layers, mnist_choices, printed):
    """What your script prints last is the share of right answers on the test set."""
    put_ended(graph, trace, layers)
    shares, costs = [], []
    for one in mnist_choices:
        scores = graph.call("model@test", x=one.test.images.reshape(-1, 784))
        shares.append((scores.argmax(axis=1) == one.test.labels.argmax(axis=1)).mean())
        costs.append(cross_entropy(scores, one.test.labels).mean())
    told = f"the share is {shares[-1]:.3f}, which is not printed"
    mistake = "loss_printed" if is_number_printed(printed, costs) else "training_accuracy"
    require(is_printed(printed, shares), told, mistake=mistake)
