"""Checks for mnist_mlp: relu(x W1 + b1) W2 + b2, its mean cross-entropy, and its training."""

import pytest

from grader.judge import check
from grader.networks.model_checks import (
    require_any_forward,
    require_cost,
    require_forward,
    require_shapes,
)
from grader.networks.network import Network
from grader.networks.step_checks import require_step
from grader.networks.training import find_training
from grader.networks.training_checks import require_curve, require_loop, require_trained


@pytest.fixture
def network(graph, trace, exercise):
    """The student's network; its layers can be set and read."""
    keys, sides, listed = ("hidden_layer", "out"), (784, 256, 10), exercise.rules.mistakes
    return Network(graph, trace, keys, sides, mistakes=listed)


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train, and how often it did."""
    return find_training(graph, trace, network.variables(), mistakes=network.mistakes)


@check(points=0.5, hint="Weights are [inputs, units], biases [units]; `x` takes any batch size.")
def test_shapes(network, rng):
    """Variables and layers have the right shapes, and `logits` is computed from them and `x`."""
    require_shapes(network, rng)


@check(points=1, hint="Flatten each image; relu(x_flat W + b); then a second layer without ReLU.")
def test_forward(network, mnist, rng):
    """On digits, with known weights and zero biases, `logits` equals NumPy's."""
    require_forward(network, mnist, rng)


@check(
    points=1.5,
    secret=True,
    after=("forward",),
    hint="Both layers add their bias, the hidden one before the ReLU.",
)
def test_secret_forward(network, rng):
    """For any images, weights and biases, small and large, `logits` equals NumPy's."""
    require_any_forward(network, rng)


@check(points=1.5, hint="cost = tf.reduce_mean(softmax cross-entropy of `logits` and `y`).")
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
    """One run of your training operation changes every weight as NumPy's gradient step does."""
    require_step(network, training, rng)


@check(points=1, hint="Minimise `cost` by plain gradient descent with `learning_rate`.")
def test_loss_curve(network, training, mnist, rng, attach):
    """In 20 steps from known weights, your cost stays on the reference's loss curve."""
    require_curve(network, training, mnist, rng, attach)


@check(
    points=1.25,
    claim=True,
    after=("shapes",),
    hint="In each of the 20 epochs, run `optimizer` on every batch of mnist.train, once.",
)
def test_training_loop(network, training, trace, mnist_choices, rng):
    """Your script's loop feeds (nearly) every training row in every one of the 20 epochs."""
    require_loop(network, training, trace, mnist_choices, rng)


@check(
    points=1.25,
    claim=True,
    after=("cost",),
    hint="Start from small random weights, and run `optimizer` in the session that you end with.",
)
def test_trained(network, training, trace, mnist, rng, attach):
    """Your trained values, evaluated here, have a lower validation cost than fresh ones."""
    require_trained(network, training, trace, mnist, rng, attach)
