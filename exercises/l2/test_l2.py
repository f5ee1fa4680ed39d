"""Checks for l2: loss = cost + beta * (|W1|^2 + |W2|^2) / 2, and gradient descent on it.

`beta` may be a number, which stays 0.01, or a tensor, which is then given other values here.
"""

import math

import numpy as np
import pytest

from grader.judge import assert_allclose, check, matches, nearest, require
from grader.networks import reference as ref
from grader.networks.model_checks import (
    require_any_forward,
    require_cost,
    require_forward,
    require_shapes,
)
from grader.networks.network import Network, examples
from grader.networks.ranges import batches
from grader.networks.step_checks import RATE, changes_of, require_step
from grader.networks.training import find_training
from grader.networks.training_checks import own_epochs, require_curve, require_loop

KEYS, SIDES, BETA = ("hidden_layer", "out"), (784, 256, 10), 0.01
# Standard deviations of weights and biases. With QUIET, the cost stays small beside the penalty.
QUIET = (1.0, 1e-5, 0.3)
# With these both matrices, and biases, count as much.
KNOWN, SMALL, LARGE = (0.05, 0.4, 1.0), (0.01, 0.1, 0.3), (1.0, 8.0, 20.0)


@pytest.fixture
def network(graph, trace, exercise):
    """The student's network; its layers can be set and read, and 0.01 is given to `beta`."""
    listed = exercise.rules.mistakes
    found = Network(graph, trace, KEYS, SIDES, objective="loss", mistakes=listed)
    give(found, graph, BETA)
    return found


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train, and how often it did."""
    return find_training(graph, trace, network.variables(), mistakes=network.mistakes)


def give(network, graph, beta):
    """Give the student's `beta` this value in every run from now on, if it is a tensor."""
    if graph.has("beta"):
        shape = [1 if side is None else side for side in graph.shape("beta") or ()]
        require(math.prod(shape) == 1, f"`beta` has shape {shape}, expected one number")
        network.fixed["beta"] = np.full(shape, beta)


def parts(layers):
    """Return what tf.nn.l2_loss gives for each weight matrix."""
    return [float((w.astype(np.float64) ** 2).sum() / 2) for w, _ in layers]


def require_penalty(network, layers, images, labels, beta=BETA):
    """Require loss - cost = beta * the sum of the parts; name the mistake if it is a known one."""
    network.put(layers)
    cost, loss = (network.cost(images, labels, path) for path in ("cost", "loss"))
    first, second = parts(layers)
    expected, (w1, w2) = beta * (first + second), [w.astype(np.float64) for w, _ in layers]
    biases = [beta * float((b.astype(np.float64) ** 2).sum() / 2) for _, b in layers]
    got, absolute = loss - cost, beta * float(np.abs(w1).sum() + np.abs(w2).sum())
    norms = beta * (np.linalg.norm(w1) + np.linalg.norm(w2))
    means = beta * ((w1**2).mean() + (w2**2).mean())
    some = expected + np.array([biases[0], biases[1], sum(biases)])
    # A sum of squares in float32 was off by 2e-7 of it in 400 draws, each written in five ways.
    assert_allclose(
        got,
        expected,
        rtol=1e-4,
        atol=1e-6 * (abs(cost) + abs(loss)),
        what="loss - cost",
        rivals={
            "no_penalty": 0.0,
            "no_beta": first + second,
            "beta_on_one": nearest(got, beta * first + second, first + beta * second),
            "one_matrix": nearest(got, beta * first, beta * second),
            "not_halved": 2 * expected,
            "biases_too": nearest(got, *some, *(2 * some)),
            "mean_of_squares": nearest(got, means, means / 2),
            "absolute_values": nearest(got, absolute, absolute / 2),
            "norm_not_squared": nearest(got, norms, norms / 2),
            "cost_left_out": expected - cost,
            "beta_ignored": BETA * (first + second),
        },
    )


def require_factor(network, rng, images, labels):
    """Name a penalty that is right but for a factor that is no other mistake's."""
    found = []
    for layers in (network.draw(rng, *KNOWN), network.draw(rng, *LARGE)):
        network.put(layers)
        cost, loss = (network.cost(images, labels, path) for path in ("cost", "loss"))
        found.append((loss - cost) / sum(parts(layers)))
    known = any(matches(found[0], one, rtol=1e-3, atol=1e-5) for one in (0, BETA, 2 * BETA, 1))
    other = matches(found[0], found[1], rtol=1e-3, atol=0) and not known
    words = f"the penalty is {found[0]:.4g} times half the sum of the squares, expected {BETA}"
    require(not other, words, mistake="other_beta")


@check(points=0.5, hint="Leave the model and `cost` as they are: the penalty is in `loss` alone.")
def test_model(network, graph, mnist, rng):
    """Beside `loss`, the network and its `cost` are the ones that were given."""
    graph.handle("loss")
    require_shapes(network, rng)
    require_forward(network, mnist, rng)
    require_any_forward(network, rng)
    images, labels = examples(mnist.validation, 0, 8)
    layers = network.draw(rng, *KNOWN)
    network.put(layers)
    cost = ref.mean_cost(layers, (images, labels))
    with_penalty = matches(
        network.cost(images, labels), cost + BETA * sum(parts(layers)), rtol=1e-4, atol=0
    )
    require(not with_penalty, "`cost` contains the penalty", mistake="penalty_in_cost")
    require_cost(network, mnist, rng)


@check(points=3, hint="loss = cost + beta * (tf.nn.l2_loss of one matrix + that of the other).")
def test_penalty(network, graph, values, mnist, rng):
    """`loss` is `cost` and 0.01 times half the sum of all squared weights; biases do not count."""
    given = values.get("beta", BETA)
    if graph.has("beta") and graph.info("beta").op != "Placeholder":
        found = np.asarray(graph.run("beta"))
        require(found.size == 1, f"`beta` has shape {list(found.shape)}, expected one number")
        given = found.item()
    number = isinstance(given, int | float)
    right = number and abs(given - BETA) < 1e-6
    require(right, f"`beta` is {given!r}, expected {BETA}", mistake="other_beta" if number else "")
    batch = examples(mnist.validation, 0, 8)
    if "beta" not in values and not graph.has("beta"):
        require_factor(network, rng, *batch)
    require_penalty(network, network.draw(np.random.default_rng(1), *KNOWN), *batch)
    require_penalty(network, network.draw(rng, *KNOWN), *batch)


@check(
    points=2,
    secret=True,
    after=("penalty",),
    hint="The penalty follows the weights, and `beta` where that is a tensor; nothing else.",
)
def test_secret_penalty(network, graph, rng):
    """The same holds for any weights, small and large, any biases, and any `beta`."""
    for scale, count in ((SMALL, 3), (KNOWN, 5), (LARGE, 2)):
        images, labels = rng.uniform(size=(count, 784)), ref.draw_labels(rng, count)
        for beta in (BETA, rng.uniform(0.05, 2.0)) if graph.has("beta") else (BETA,):
            give(network, graph, beta)
            require_penalty(network, network.draw(rng, *scale), images, labels, beta)
    give(network, graph, BETA)
    for rows, scale in batches(rng):
        images, labels = scale * rng.uniform(size=(rows, 784)), ref.draw_labels(rng, rows)
        require_penalty(network, network.draw(rng, *QUIET), images, labels)


@check(
    points=2.5,
    secret=True,
    after=("model", "penalty"),
    hint="`optimizer` is tf.train.GradientDescentOptimizer(learning_rate).minimize(loss)."
    " In TensorFlow 2, a step is that of tf.keras.optimizers.SGD(learning_rate).",
)
def test_gradient(network, training, graph, rng):
    """A training run moves weights by beta * W more than the cost alone does, biases by no more."""
    if graph.has("beta") and graph.variable("beta"):
        network.put(network.draw(rng))
        before = graph.run("beta", network.fixed)
        network.step(training, rng.uniform(size=(5, 784)), ref.draw_labels(rng, 5))
        still = np.array_equal(before, graph.run("beta"))
        require(still, "training changes `beta` itself", mistake="beta_trained")
    _, (w1, _, w2, _) = on_black_images(network, training, rng)
    shrinks = w1.any() or w2.any()
    stopped = not shrinks and stops_gradients(graph)
    mistake = "gradient_stopped" if stopped else "cost_minimised"
    require(shrinks, "the penalty moves no weight", mistake=mistake)
    require_step(network, training, rng, BETA)
    for beta in (BETA, *rng.uniform(0.05, 2.0, 2)) if graph.has("beta") else (BETA,):
        give(network, graph, beta)
        require_decay(network, training, rng, beta)


def stops_gradients(graph):
    """Say whether what `loss` has beyond `cost` hides something from the gradient."""
    own = graph.ancestors("loss") - graph.ancestors("cost")
    return any(info.op == "StopGradient" for name in own if (info := graph.node(name)))


def on_black_images(network, training, rng):
    """Return weights and the changes of a training run in which the cost moves no weight.

    The images are black, and every hidden unit is off.
    """
    (w1, b1), (w2, b2) = network.draw(rng, 0.5, 0.5, 1.0)
    batch = np.zeros((5, 784)), ref.draw_labels(rng, 5)
    network.graph.initialise()
    changes = changes_of(network, training, [(w1, -np.abs(b1) - 0.1), (w2, b2)], batch)
    return (w1.astype(np.float64), w2.astype(np.float64)), changes


def require_decay(network, training, rng, beta):
    """Require that black images leave the gradient of the penalty alone, beta * W.

    A weight changes by rate * beta * w: 1e-5 of it with 0.01, and float32 rounds to 6e-8 of it, so
    that each change is right to 0.6 %, and their projection on w to 6e-5 (2,560 weights).
    """
    (w1, w2), (change_1, hidden_bias, change_2, _) = on_black_images(network, training, rng)
    for w, change in ((w1, change_1), (w2, change_2)):
        projected = (change * w).sum() / (w**2).sum()
        each = matches(change, -RATE * beta * w, rtol=0.02, atol=1e-12)
        right = each and abs(projected / (-RATE * beta) - 1) < 1e-3
        require(right, "the gradient of the penalty is not beta * W")
    still = matches(hidden_bias, np.zeros(256), rtol=0, atol=1e-7)
    require(still, "the penalty changes a bias")


@check(
    points=0.5,
    after=("penalty",),
    hint="Minimise `loss` by plain gradient descent with `learning_rate`.",
)
def test_loss_curve(network, training, mnist, rng, attach):
    """In 20 steps from known weights, your cost stays on the reference's loss curve."""
    require_curve(network, training, mnist, rng, attach, BETA)


@check(
    points=1.5,
    claim=True,
    after=("model",),
    hint="In each of the training_epochs, run `optimizer` on every batch of mnist.train, once.",
)
def test_training_loop(network, training, trace, values, mnist_choices, rng):
    """Your script's loop feeds (nearly) every training row in every one of its epochs."""
    require_loop(network, training, trace, mnist_choices, rng, own_epochs(values))
