"""Checks for mnist_mlp: relu(x W1 + b1) W2 + b2, its mean cross-entropy, and its training.

The reference is float64. In 10,000 draws, float32 was off by at most 1.3e-6 of the largest logit,
2e-7 of a cost, 2.1e-5 of a step's largest change, 5e-6 of a curve: a factor of 4 and more is left.
"""

import numpy as np
import pytest

from grader.judge import assert_allclose, check, fail, matches, nearest, require
from grader.judge import reference as ref
from grader.judge.attachments import chart, table
from grader.judge.descent import curve_flaw, step_flaw
from grader.judge.feeding import loop_flaw
from grader.judge.network import Network, examples
from grader.judge.training import find_training

SHAPES = ((784, 256), (256,), (256, 10), (10,))
RATE, EPOCHS = 0.001, 20


@pytest.fixture
def network(graph, trace):
    """The student's network; its layers can be set and read."""
    return Network(graph, trace, ("hidden_layer", "out"))


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train, and how often it did."""
    return find_training(graph, trace, network.variables())


def layers(rng, hidden=0.1, out=0.3, bias=0.0):
    """Draw both layers, with these standard deviations."""
    return ref.draw_layers(rng, (784, 256, 10), (hidden, out), bias)


def close(got, expected):
    """Say whether logits are equal, by the tolerances of all comparisons of logits here."""
    return matches(got, expected, rtol=1e-4, atol=2e-5 * np.abs(expected).max())


@check(points=0.5, hint="Weights are [inputs, units], biases [units]; `x` takes any batch size.")
def test_shapes(network, graph, rng):
    """Variables and layers have the right shapes, and `logits` is computed from them and `x`."""
    for path, shape in zip(sum(network.paths, ()), SHAPES, strict=True):
        require(
            graph.variable(path),
            f"`{path}` is not a variable, so it cannot be trained",
            mistake="weights_not_variables",
        )
        found = tuple(side for side in graph.shape(path) or shape if side != 1)
        require(found == shape, f"`{path}` has shape {list(found)}, expected {list(shape)}")
    side = graph.is_placeholder("x") and (graph.shape("x") or (None,))[0]
    require(not side, f"`x` takes batches of exactly {side} images", mistake="fixed_batch")
    first, second = layers(rng), layers(rng)
    images = rng.uniform(size=(5, 784))
    for count in (3, 5):
        network.put(first)
        logits = network.logits(images[:count])
        right = logits.shape == (count, 10) and np.isfinite(logits).all()
        require(right, f"`logits` of {count} images is not [{count}, 10] finite numbers")
    require(not close(network.logits(images[::-1]), logits), "`logits` does not depend on `x`")
    for key, changed in (("hidden_layer", [second[0], first[1]]), ("out", [first[0], second[1]])):
        network.put(changed)
        same = close(network.logits(images), logits)
        require(not same, f"`logits` does not depend on `weights['{key}']`")


@check(points=1, hint="Flatten each image; relu(x_flat W + b); then a second layer without ReLU.")
def test_forward(network, mnist, rng):
    """On digits, with known weights and zero biases, `logits` equals NumPy's."""
    images, known = examples(mnist.validation, 0, 8)[0], layers(np.random.default_rng(1))
    network.put(known)
    got, expected = network.logits(images), ref.mlp(images, known)[-1]
    turned = images.reshape(-1, 28, 28).transpose(0, 2, 1).reshape(-1, 784)
    mixed = turned, images.reshape(784, -1).T
    assert_allclose(
        got,
        expected,
        rtol=1e-4,
        atol=2e-5 * np.abs(expected).max(),
        what="logits",
        rivals={
            "no_relu": images.astype(np.float64) @ known[0][0] @ known[1][0],
            "relu_on_logits": np.maximum(expected, 0),
            "softmax_in_logits": ref.softmax(expected),
            "scrambled_images": nearest(got, *(ref.mlp(one, known)[-1] for one in mixed)),
        },
    )
    images, drawn = rng.permutation(images, axis=1), layers(rng)
    network.put(drawn)
    right = close(network.logits(images), ref.mlp(images, drawn)[-1])
    require(right, "`logits` is right for the known digits and weights, but not for others")


@check(points=1.5, secret=True, after=("forward",), hint="Both layers add their bias.")
def test_secret_forward(network, rng):
    """For any images, weights and biases, small and large, `logits` equals NumPy's."""
    for scale, hidden, out, bias in ((1, 0.05, 0.1, 0.1), (1, 1, 1, 1), (10, 1, 1, 10)):
        images, drawn = scale * rng.uniform(size=(8, 784)), layers(rng, hidden, out, bias)
        network.put(drawn)
        got, ((w1, b1), (w2, b2)) = network.logits(images), drawn
        partial = [[(w1, 0 * b1), (w2, 0 * b2)], [(w1, 0 * b1), (w2, b2)], [(w1, b1), (w2, 0 * b2)]]
        expected = ref.mlp(images, drawn)[-1]
        assert_allclose(
            got,
            expected,
            rtol=1e-4,
            atol=2e-5 * np.abs(expected).max(),
            rivals={"no_bias": nearest(got, *(ref.mlp(images, some)[-1] for some in partial))},
        )


@check(points=1.5, hint="cost = tf.reduce_mean(softmax cross-entropy of `logits` and `y`).")
def test_cost(network, mnist, rng):
    """`cost` is the mean softmax cross-entropy of `logits` and `y`, for small and large logits."""
    images, labels = examples(mnist.validation, 0, 8)
    network.put(layers(np.random.default_rng(1)))
    got, logits = network.raw_cost(images, labels), network.logits(images)
    require(logits.shape == (8, 10), f"`logits` of 8 images has shape {list(logits.shape)}")
    expected = ref.cross_entropy(logits, labels)
    assert_allclose(
        got,
        expected.mean(),
        rtol=1e-4,
        atol=1e-6,
        what="cost",
        rivals={
            "cost_not_reduced": expected,
            "summed_cost": expected.sum(),
            "mean_over_classes": expected.mean() / 10,
            "softmax_twice": ref.cross_entropy(ref.softmax(logits), labels).mean(),
            "swapped_arguments": ref.cross_entropy(labels, logits).mean(),
        },
    )
    drawn, labels = layers(rng), ref.draw_labels(rng, 8)
    for size in (1, 30, 1500):  # of the largest logit; exp overflows at 89, in float64 at 710
        network.put(drawn)
        factor = size / max(np.abs(network.logits(images)).max(), 1e-3)
        network.put([drawn[0], (drawn[1][0] * factor, drawn[1][1])])
        got, logits = network.raw_cost(images, labels), network.logits(images)
        grown = size / 2 < np.abs(logits).max() < size * 2
        require(grown, "`logits` does not grow with `weights['out']`")
        expected = ref.cross_entropy(logits, labels).mean()
        if not matches(got, expected, rtol=1e-4, atol=1e-6):
            rivals = ref.handwritten_costs(logits, labels)
            kept = any(matches(got, rival, rtol=1e-4, atol=1e-6) for rival in rivals)
            by_hand = size > 1 and (kept or not np.isfinite(got).all())
            words = f"`cost` is wrong for other labels and logits of size {size}"
            fail(words, mistake="unstable_cost" if by_hand else "")


@check(
    points=1.5,
    secret=True,
    after=("secret_forward", "cost"),
    hint="`optimizer` is tf.train.GradientDescentOptimizer(learning_rate).minimize(cost).",
)
def test_sgd_step(network, training, graph, rng):
    """One run of your training operation changes every weight as NumPy's gradient step does."""
    # Steps that are large beside the weights: float32 rounds a change to 6e-8 of the weight.
    draws = []
    for scale, drawn in ((30, layers(rng, 0.01, 0.1, 3e-3)), (10, layers(rng, 3e-3, 0.02, 3e-4))):
        images, labels = ref.draw_clear(rng, scale, 13, drawn), ref.draw_labels(rng, 13)
        graph.initialise()
        network.put(drawn)
        before = sum(network.get(), ())
        network.step(training.operations, images, labels)
        changes = [a - b for a, b in zip(sum(network.get(), ()), before, strict=True)]
        gradients = sum(ref.mlp_gradients(images, labels, drawn), ())
        draws.append((changes, [-RATE * gradient for gradient in gradients]))
    for change, step in (pair for draw in draws for pair in zip(*draw, strict=True)):
        if not matches(change, step, rtol=0, atol=1e-4 * np.abs(step).max()):
            fail("the step differs from NumPy's", mistake=step_flaw(draws, 13))


@check(points=1, hint="Minimise `cost` by plain gradient descent with `learning_rate`.")
def test_loss_curve(network, training, graph, mnist, rng, attach):
    """In 20 steps from known weights, your cost stays on the reference's loss curve."""
    held, known = examples(mnist.validation, 0, 64), layers(np.random.default_rng(1))
    batches = [examples(mnist.train, 32 * step, 32) for step in range(20)]
    graph.initialise()
    network.put(known)
    expected = ref.loss_curve(known, batches, held, RATE)
    got = network.loss_curve(training.operations, batches, held)
    curves = {"reference": expected, "yours": got}
    attach(chart("Loss curve from known weights", "step", "validation cost", curves))
    if not matches(got, expected, rtol=1e-4, atol=0):
        at = np.argmin(np.isclose(got, expected, rtol=1e-4, atol=0))
        words = f"after {at} steps the cost is {got[at]:.6g}, on the curve {expected[at]:.6g}"
        fail(words, mistake=curve_flaw(got, known, batches, held, RATE))
    drawn, others = layers(rng), [(images, ref.draw_labels(rng, 32)) for images, _ in batches[:3]]
    network.put(drawn)
    got = network.loss_curve(training.operations, others, held)
    same = matches(got, ref.loss_curve(drawn, others, held, RATE), rtol=1e-4, atol=0)
    require(same, "the cost stays on the curve for the known weights, but not for others")


@check(
    points=1.5,
    claim=True,
    after=("shapes",),
    hint="In each of the 20 epochs, run `optimizer` on every batch of mnist.train, once.",
)
def test_training_loop(network, training, graph, trace, mnist_choices, rng):
    """Your script's loop feeds (nearly) every training row in every one of the 20 epochs."""
    _require_learning(network, training, mnist_choices[0].train, rng)
    if not training.runs:
        mistake = "" if trace.claims.failure else "optimizer_not_run"
        fail("no run of your script trains the weights", mistake=mistake)
    names = graph.handle("x").name, graph.handle("y").name
    flaw = loop_flaw(training, *names, mnist_choices, EPOCHS)
    if flaw is not None:
        fail(flaw.message, mistake=flaw.name)


@check(
    points=1.5,
    after=("cost",),
    hint="Start from small random weights, and run `optimizer` in the session that you end with.",
)
def test_trained(network, training, graph, trace, mnist, rng, attach):
    """Your trained values, evaluated here, have a lower validation cost than fresh ones."""
    _require_learning(network, training, mnist.train, rng)
    held, names = examples(mnist.validation, 0, 1000), network.variables()
    final = trace.final_values(training.session)
    require(final.keys() >= {*names}, "there are no trained values: nothing was trained")
    fresh, fresh_accuracy = network.fresh_costs(*held, draws=12), network.accuracy(*held)
    dead = not any(array.any() for array in network.get()[0])
    graph.set_variables({name: final[name] for name in names})
    trained, accuracy = network.cost(*held), network.accuracy(*held)
    results = ("fresh values", fresh.mean(), fresh_accuracy), ("trained values", trained, accuracy)
    lines = [(name, f"{cost:.4f}", f"{share:.3f}") for name, cost, share in results]
    attach(table("The validation set", ("", "cost", "accuracy"), lines))
    # Simulated, 60 trainings a start (normal of deviation 1 to 0.01, truncated normal of 1, Xavier,
    # He): they end 10 sd or more below the bound; if normal, false alarms are far below 1e-6.
    require(
        trained < (1 - 1e-6) * (fresh.mean() - 0.5 * fresh.std()),
        f"the validation cost is {trained:.4g} after your training, {fresh.mean():.4g} before",
        mistake="zero_weights" if dead else "",
    )


def _require_learning(network, training, train, rng):
    """Fail unless the operation that the script ran is one that trains."""
    start = layers(rng, 0.05, 0.05)
    learns = network.learns(training.operations, start, examples(train, 0, 32))
    require(learns, "your training operation does not lower the cost of the batch it is run on")
