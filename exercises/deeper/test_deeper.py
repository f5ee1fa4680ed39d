"""Checks for deeper: a second hidden layer, 784-256-128-10, its cost and its gradient steps.

There is no bound on the cost after training: from small first weights, three layers learn so slowly
that 20 epochs lower it by hardly more than it differs between two starts (deviation 0.01: by 2e-4).
"""

import numpy as np
import pytest

from grader.judge import check, fail, require
from grader.networks.model_checks import (
    require_any_forward,
    require_cost,
    require_forward,
    require_shapes,
)
from grader.networks.network import Network, examples
from grader.networks.step_checks import require_step
from grader.networks.training import find_training
from grader.networks.training_checks import own_epochs, require_curve, require_loop

KEYS, SIDES = ("hidden_layer", "hidden_layer_2", "out"), (784, 256, 128, 10)
SECOND = "weights['hidden_layer_2']"


@pytest.fixture
def network(graph, trace, exercise):
    """The student's network; its layers can be set and read."""
    return Network(graph, trace, KEYS, SIDES, mistakes=exercise.rules.mistakes)


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train, and how often it did."""
    return find_training(graph, trace, network.variables(), mistakes=network.mistakes)


@check(
    points=1,
    hint="The layers are [784, 256], [256, 128] and [128, 10], and each one takes what the layer"
    " before it gives.",
)
def test_shapes(network, graph, rng):
    """All three layers have the right shapes, and `logits` is computed from every one of them."""
    keys = graph.members("weights")
    if not graph.has(SECOND) and len(keys) >= len(KEYS):
        fail(f"there is no `{SECOND}`: your weights are {', '.join(f'`{key}`' for key in keys)}")
    used = graph.has(SECOND) and graph.depends_on("logits", SECOND)
    around = not used and graph.shape("weights['out']") == SIDES[1:2] + SIDES[3:]
    require(not around, "`logits` leaves out the second hidden layer", mistake="layer_skipped")
    width = graph.shape(SECOND)
    require(width != (256, 256), f"`{SECOND}` has shape [256, 256]", mistake="same_width")
    require_shapes(network, rng)


@check(points=2, hint="Each hidden layer is relu(what comes from below · W + b); logits has none.")
def test_forward(network, mnist, rng):
    """On digits, with known weights and zero biases, `logits` equals NumPy's."""
    require_forward(network, mnist, rng)


@check(
    points=1.5,
    secret=True,
    after=("forward",),
    hint="All three layers add their bias, the hidden ones before the ReLU.",
)
def test_secret_forward(network, rng):
    """For any images, weights and biases, small and large, `logits` equals NumPy's."""
    require_any_forward(network, rng)


@check(points=1, hint="cost = tf.reduce_mean(softmax cross-entropy of `logits` and `y`).")
def test_cost(network, mnist, rng):
    """`cost` is the mean softmax cross-entropy of `logits` and `y`, for small and large logits."""
    require_cost(network, mnist, rng)


@check(
    points=2,
    secret=True,
    after=("secret_forward", "cost"),
    hint="`optimizer` is tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)."
    " In TensorFlow 2, a step is that of tf.keras.optimizers.SGD(learning_rate).",
)
def test_sgd_step(network, training, rng):
    """One run of your training operation changes every variable as NumPy's gradient step does."""
    require_step(network, training, rng)


@check(points=0.5, hint="Minimise `cost` by plain gradient descent with `learning_rate`.")
def test_loss_curve(network, training, mnist, rng, attach):
    """In 20 steps from known weights, your cost stays on the reference's loss curve."""
    require_curve(network, training, mnist, rng, attach)


@check(
    points=0.5,
    after=("cost",),
    hint="Start from small random weights, for example tf.random_normal([…], stddev=0.1).",
)
def test_fresh_start(network, training, graph, mnist):
    """From your own first values, a few training runs change the weights of every layer."""
    graph.initialise()
    before = [w for w, _ in network.get()]
    for number in range(5):  # a layer of zeros below another one moves in the third run
        network.step(training, *examples(mnist.train, 500 * number, 500))
    dead = [
        path
        for (path, _), old, (new, _) in zip(network.paths, before, network.get(), strict=True)
        if np.array_equal(old, new)
    ]
    zeros = not any(w.any() for w in before)
    words = f"training does not change {', '.join(f'`{path}`' for path in dead)}"
    require(not dead, words, mistake="zero_weights" if zeros else "")


@check(
    points=1.5,
    claim=True,
    after=("shapes",),
    hint="In each of the training_epochs, run `optimizer` on every batch of mnist.train, once.",
)
def test_training_loop(network, training, trace, values, mnist_choices, rng):
    """Your script's loop feeds (nearly) every training row in every one of its epochs."""
    require_loop(network, training, trace, mnist_choices, rng, own_epochs(values))
