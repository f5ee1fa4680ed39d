"""Checks for debug_mlp: those of a small classifier, its accuracy, and how many faults are gone.

A planted fault is gone when what its line is for works, however it was fixed. What comes after a
line at which the script still stops is not there, and counts as a fault that is left.
"""

import numpy as np
import pytest

from grader.judge import (
    CheckFailed,
    absent,
    assert_allclose,
    check,
    fail,
    matches,
    require,
    table,
)
from grader.networks import reference as ref
from grader.networks.cost_checks import some_hits
from grader.networks.feeding import loop_flaw
from grader.networks.model_checks import (
    close,
    require_any_forward,
    require_cost,
    require_forward,
    require_shapes,
)
from grader.networks.network import Network, examples
from grader.networks.ranges import batches
from grader.networks.step_checks import require_step
from grader.networks.training import find_training
from grader.networks.training_checks import EPOCHS, require_curve, require_loop, require_trained

KEYS, SIDES = ("hidden_layer", "out"), (784, 256, 10)
# So often an accuracy is run for the same images.
RUNS = 30


@pytest.fixture
def network(graph, trace, exercise):
    """The student's network; its layers can be set and read."""
    return Network(graph, trace, KEYS, SIDES, mistakes=exercise.rules.mistakes)


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train, and how often it did."""
    return find_training(graph, trace, network.variables())


@check(points=0.5, hint="Weights are [inputs, units], biases [units]; `x` takes any batch size.")
def test_shapes(network, rng):
    """Variables and layers have the right shapes, and `logits` is computed from them and `x`."""
    require_shapes(network, rng)


@check(points=1, hint="Fix names and keys; leave relu(x_flat W + b) and the output layer alone.")
def test_forward(network, mnist, rng):
    """On digits, with known weights and zero biases, `logits` equals NumPy's."""
    require_forward(network, mnist, rng)


@check(
    points=1,
    secret=True,
    after=("forward",),
    hint="Both layers add their bias, the hidden one before the ReLU.",
)
def test_secret_forward(network, rng):
    """For any images, weights and biases, small and large, `logits` equals NumPy's."""
    require_any_forward(network, rng)


@check(points=1, hint="Say which argument is which: labels=…, logits=….")
def test_cost(network, mnist, rng):
    """`cost` is the mean softmax cross-entropy of `logits` and `y`, for small and large logits."""
    require_cost(network, mnist, rng)


@check(
    points=1.5,
    after=("shapes",),
    hint="Compare tf.argmax(logits, 1) with tf.argmax(y, 1); accuracy is the mean of the hits, cast"
    " to float32.",
)
def test_accuracy(network, graph, values, mnist, rng):
    """`accuracy` is the share of the images whose largest logit is that of their label."""
    if not graph.has("accuracy") and "accuracy" not in values:
        absent("`accuracy` was never computed", mistake="accuracy_missing")
    known = network.draw(np.random.default_rng(1))
    images = clear(examples(mnist.validation, 0, 80)[0], known)[:40]
    expected, labels = require_accuracy(network, known, images, 24)
    # A metric that adds up what it was given has the same value again for the same images.
    again = network.graph.run("accuracy", network.feed(images, labels), times=RUNS)
    lasting = matches(again, np.full(RUNS, expected), rtol=1e-5, atol=1e-6)
    require(lasting, "`accuracy` changes when it is run again for the same images")
    require_accuracy(network, known, images, 0)
    require_accuracy(network, known, images, len(images))
    for count, scale in batches(rng, most=500):
        layers = network.draw(rng, 0.1 / scale, bias=0.1)
        images = clear(scale * rng.uniform(size=(2 * count + 8, 784)), layers)[:count]
        for hits in some_hits(len(images), rng):
            require_accuracy(network, layers, images, hits)


def clear(images, layers):
    """Return the images of which one logit is clearly the largest, whatever float32 rounds."""
    logits = np.sort(ref.mlp(images, layers)[-1], axis=1)
    return images[logits[:, -1] - logits[:, -2] > 1e-4 * np.abs(logits).max()]


def require_accuracy(network, layers, images, hits):
    """Require the right accuracy for labels of which the first `hits` are what the network says.

    Return that, and the labels.
    """
    logits = ref.mlp(images, layers)[-1]
    labels = np.eye(10)[(logits.argmax(axis=1) + (np.arange(len(images)) >= hits)) % 10]
    found = labels.argmax(axis=1) == logits.argmax(axis=1)
    columns = labels.argmax(axis=0) == logits.argmax(axis=0)
    network.graph.initialise()
    network.put(layers)
    assert_allclose(
        network.raw_cost(images, labels, "accuracy"),
        found.mean(),
        rtol=1e-5,  # a share in float32 is off by 1e-7
        atol=1e-6,
        what="accuracy",
        rivals={
            "in_percent": 100 * found.mean(),
            "not_averaged": found.astype(np.float64),
            "argmax_over_images": columns.mean(),
        },
    )
    return found.mean(), labels


@check(
    points=2,
    secret=True,
    after=("secret_forward", "cost"),
    hint="`optimizer` is tf.train.GradientDescentOptimizer(learning_rate).minimize(cost).",
)
def test_sgd_step(network, training, rng):
    """One run of your training operation changes every weight as NumPy's gradient step does."""
    require_step(network, training, rng)


@check(points=0.5, hint="Minimise `cost` by plain gradient descent with `learning_rate`.")
def test_loss_curve(network, training, mnist, rng, attach):
    """In 20 steps from known weights, your cost stays on the reference's loss curve."""
    require_curve(network, training, mnist, rng, attach)


@check(
    points=1,
    claim=True,
    after=("shapes",),
    hint="In each of the 20 epochs, run `optimizer` on every batch of mnist.train, once.",
)
def test_training_loop(network, training, trace, mnist_choices, rng):
    """Your script's loop feeds (nearly) every training row in every one of the 20 epochs."""
    require_loop(network, training, trace, mnist_choices, rng)


@check(
    points=0.5,
    claim=True,
    after=("cost",),
    hint="Run `init` once, at the beginning of the session.",
)
def test_trained(network, training, trace, mnist, rng, attach):
    """Your trained values, evaluated here, have a lower validation cost than fresh ones."""
    require_trained(network, training, trace, mnist, rng, attach)


@check(points=1, claim=True, hint="Read the last line of the error: it says what, and where.")
def test_faults(network, trace, mnist_choices, rng, attach, credit):
    """All ten planted faults are gone; each of them counts for itself."""
    found = Repairs(network, trace, mnist_choices, network.draw(rng, bias=0.1), rng)
    gone = sum(found.holds(line) for line in LINES)
    credit(gone / len(LINES))
    attach(table("The planted faults", ("gone", "left"), [(str(gone), str(len(LINES) - gone))]))
    if gone < len(LINES):
        failure = trace.claims.failure
        empty = failure is not None and failure.type == "FailedPreconditionError"
        mistake = "not_initialised" if empty else ""
        fail(f"{gone} of the {len(LINES)} planted faults are gone.", mistake=mistake)


class Repairs:
    """What each faulty line of the listing is for: a method fails unless that works."""

    def __init__(self, network, trace, choices, layers, rng):
        self.network, self.trace, self.choices, self.layers = network, trace, choices, layers
        self.images = clear(rng.uniform(size=(30, 784)), layers)[:10]
        self.labels = ref.draw_labels(rng, 10)
        self.labels[:5] = np.eye(10)[ref.mlp(self.images[:5], layers)[-1].argmax(axis=1)]
        self.hidden, self.logits = ref.mlp(self.images, layers)

    def holds(self, line):
        """Say whether a line works."""
        try:
            line(self)
        except CheckFailed:
            return False
        return True

    def weights_line(self):
        self._variables(0, ((784, 256), (256, 10)))

    def biases_line(self):
        self._variables(1, ((256,), (10,)))

    def layer_1_line(self):
        if not self.holds(Repairs.logits_line):  # whatever its name is, they are computed from it
            self._equal("layer_1", self.hidden)

    def logits_line(self):
        self._equal("logits", self.logits)

    def cost_line(self):
        self._equal("cost", ref.cross_entropy(self.logits, self.labels).mean())

    def accuracy_line(self):
        self._equal("accuracy", (self.logits.argmax(1) == self.labels.argmax(1)).mean())

    def optimizer_line(self):
        batch = self.images, self.labels
        learns = self.network.learns(self._training(), self.layers, batch)
        require(learns, "it does not learn")

    def init_line(self):
        sessions, names = range(len(self.trace.claims.sessions)), {*self.network.variables()}
        ends = (self.trace.final_values(number) for number in sessions)
        require(any(end.keys() >= names for end in ends), "the variables have no values")

    def batch_size_line(self):
        require(self._training().runs, "no batch was trained on")

    def loop_line(self):
        names = (self.network.graph.handle(name).name for name in ("x", "y"))
        flaw = loop_flaw(self._training(), *names, self.choices, EPOCHS)
        require(flaw is None, "not every batch was trained on")

    def _variables(self, place, shapes):
        graph = self.network.graph
        for paths, shape in zip(self.network.paths, shapes, strict=True):
            found = tuple(side for side in graph.shape(paths[place]) or () if side != 1)
            require(found == shape and graph.variable(paths[place]), "no such variable")

    def _equal(self, path, expected):
        self.network.graph.initialise()
        self.network.put(self.layers)
        got = self.network.raw_cost(self.images, self.labels, path)
        require(close(got, expected), "not what NumPy gives")

    def _training(self):
        return find_training(self.network.graph, self.trace, self.network.variables())


LINES = (
    Repairs.weights_line,
    Repairs.biases_line,
    Repairs.layer_1_line,
    Repairs.logits_line,
    Repairs.cost_line,
    Repairs.optimizer_line,
    Repairs.init_line,
    Repairs.batch_size_line,
    Repairs.loop_line,
    Repairs.accuracy_line,
)
