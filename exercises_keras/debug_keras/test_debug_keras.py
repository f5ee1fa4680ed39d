"""Checks for debug_keras: a classifier with dropout, its training, and how many faults are gone.

A planted fault is gone when what its line is for works, however it was mended. Shares and scores
are both right, if the loss knows which it gets; so are pictures that the model scales itself.
"""

import numpy as np
import pytest
from shared.dense import layers_of, put, require_steady
from shared.fitting import ended, fed_pictures, is_number_printed, is_printed

from grader.judge import (
    CheckFailed,
    assert_allclose,
    check,
    fail,
    matches,
    nearest,
    require,
    row_digests,
    table,
)
from grader.networks.gradient_step import step_flaw
from grader.networks.reference import (
    cross_entropy,
    dense,
    draw_labels,
    draw_layers,
    mlp,
    softmax,
)

SIDES = (784, 64, 10)
RATE, DROPPED = 0.1, 0.2
EPOCHS, BATCH = 5, 64
# A product of float32 is off by its sum's size times 6e-8 for each of its terms, in the worst case.
RTOL, ATOL = 1e-4, 5e-5
# As in shared/dense.py; shares of float32 add to what a gradient is off by.
STEP = 3e-3
LEAST = 1e-7
STEPS = 6
# Of 9 units in 400 rows: 0.2 ± 0.007 in one deviation.
ROWS, NEAR = 400, 0.05
# Nobody reads why a line does not work yet: its number is what counts.
LEFT = "a planted fault is left"


class Net:
    """The model: `put` gives its layers values, `gives` and `step` take pictures in [0, 1].

    top: 255 if it divides by that itself, or takes whole numbers. divides: whether it does the
    first. shares: whether it ends with a softmax.
    """

    def __init__(self, graph):
        self.graph = graph
        self.layers = layers_of(graph, SIDES, mistake="not_flat")
        whole = "int" in graph.dtype("model@test(x)")
        self.top, self.divides, self.shares = (255 if whole else 1), False, True
        rng = np.random.default_rng(5)
        values = draw_layers(rng, SIDES, [0.1, 0.2], 0.3)
        x = np.round(255 * pictures(rng, 8))
        self.put(values)
        got = graph.call("model@test", x=x)
        for divides in (False, True):
            for linear in ([], [0]):
                scores = mlp(x / 255 if divides else x, values, linear)[-1]
                for shares, wanted in ((True, softmax(scores)), (False, scores)):
                    if matches(got, wanted, rtol=1e-3, atol=1e-3):
                        self.divides, self.shares = divides, shares
        if self.divides:
            self.top = 255

    @property
    def scale(self):
        """How large the numbers are that the hidden layer sees."""
        return 1 if self.divides else self.top

    def put(self, values):
        put(self.graph, self.layers, values)
        self.values = [np.asarray(one, np.float32).astype(np.float64) for w in values for one in w]

    def gives(self, x, mode="test"):
        return self.graph.call(f"model@{mode}", x=self._taken(x))

    def step(self, x, y):
        """Return what a step tells, and what it adds to each array."""
        told = self.graph.step("train", x=self._taken(x), y=y)
        paths = [path for pair in self.layers for path in pair]
        pairs = zip(paths, self.values, strict=True)
        return told, [self.graph.run(path) - before for path, before in pairs]

    def form(self, scores):
        """Return what a model of this kind gives for scores."""
        return softmax(scores) if self.shares else scores

    def drawn(self, rng, deviations):
        """Return layers, whose hidden units are of the same size whatever numbers they see."""
        (w, b), last = draw_layers(rng, SIDES, deviations, 0.3)
        return [(w / np.float32(self.scale), b), last]

    def _taken(self, x):
        """Return pictures as the model takes them; grey values may be whole numbers to it."""
        return x if self.top == 1 else np.round(self.top * x)


@pytest.fixture
def net(graph):
    """Return the model, its layers found."""
    return Net(graph)


def pictures(rng, rows):
    """Return pictures in the grey values that there are, from 0 to 1."""
    return rng.integers(256, size=(rows, 784)) / 255


def dark(bias):
    """Return layers of which no hidden unit is open: the scores are the last bias."""
    return [(np.zeros((784, 64)), -np.ones(64)), (np.zeros((64, 10)), bias)]


@check(
    points=0.5, hint="Flatten makes rows of 784 numbers; 64 units look at them, and 10 at these."
)
def test_shapes(graph):
    """The model has layers of 64 and 10 units, on 784 inputs."""
    layers_of(graph, SIDES, mistake="not_flat")


@check(points=2, after=("shapes",), hint="relu(x W1 + b1) W2 + b2, and a softmax for each picture.")
def test_forward(net, mnist, rng):
    """After the training, the model gives what NumPy does, for digits and any other pictures."""
    digits = mnist.validation.images[:40].reshape(-1, 784)
    others = [pictures(rng, int(rows)) for rows in (1, *rng.integers(2, 300, 3))]
    if net.top == 1:
        others += [scale * rng.normal(size=(20, 784)) for scale in (0.01, 1.0, 100.0)]
    for x in (digits, *others):
        values = net.drawn(rng, [0.1, 0.2])
        net.put(values)
        got, x = net.gives(x), net.scale * x
        scores = mlp(x, values)[-1]
        assert_allclose(
            got,
            net.form(scores),
            rtol=RTOL,
            atol=ATOL * np.abs(scores).max(),
            what="what the model gives",
            rivals={
                "no_relu": net.form(mlp(x, values, linear=[0])[-1]),
                "relu_on_scores": net.form(np.maximum(scores, 0)),
                "softmax_over_pictures": softmax(scores.T).T,
            },
        )


@check(
    points=2,
    after=("forward",),
    hint="Labels that are numbers want the sparse cross-entropy; shares are no logits.",
)
def test_loss(net, graph, rng):
    """In training, the loss of a batch is the mean cross-entropy of what the model gives."""
    require(graph.has("train"), "there is no step of a training")
    for rows in (1, 50):
        bias, y = rng.normal(0, 2.0, 10).astype(np.float32), draw_labels(rng, rows)
        graph.initialise()  # a loss is told as the mean since then
        net.put(dark(bias))
        told, _ = net.step(pictures(rng, rows), y)
        scores = np.tile(bias.astype(np.float64), (rows, 1))
        wanted = cross_entropy(scores, y).mean()
        if isinstance(told, dict) and "loss" in told:
            assert_allclose(
                told["loss"],
                wanted,
                rtol=1e-4,
                atol=1e-4,
                what="the loss",
                rivals={
                    "shares_as_scores": nearest(told["loss"], *taken_for_shares(scores, y)),
                    "squared_error": ((net.form(scores) - y) ** 2).mean(),
                },
            )


def taken_for_shares(scores, y):
    """Return the mean cross-entropy of scores that are taken for shares, in both of its forms."""
    kept = np.clip(scores, LEAST, 1 - LEAST)
    whole = np.clip(scores / scores.sum(axis=1, keepdims=True), LEAST, 1 - LEAST)
    forms = kept / kept.sum(axis=1, keepdims=True), whole
    return [-np.log((one * y).sum(axis=1)).mean() for one in forms]


def share_dropped(net):
    """Return the share of hidden units that is dropped in training.

    All units give 1, and nine of them one score each. What is left of 1 shows beside the tenth.
    """
    shown = np.eye(64, 10)
    shown[9:] = 0
    net.put([(np.zeros((784, 64)), np.ones(64)), (shown, np.zeros(10))])
    got = net.gives(np.zeros((ROWS, 784)), "train")
    scores = np.log(got) if got.min() > 0 and got.max() <= 1 else got
    scores = scores[:, :9] - scores[:, 9:]
    middle = (scores.max() + scores.min()) / 2
    return (scores < middle).mean() if np.ptp(scores) > 1e-3 else 0.0


@check(
    points=1,
    after=("forward",),
    hint="Dropout takes the share that it drops, and drops it in training alone.",
)
def test_dropout(net):
    """In training, a fifth of the hidden units is dropped, others for each picture."""
    share = share_dropped(net)
    names = {0.0: "no_dropout", 1 - DROPPED: "share_kept"}
    name = next((names[one] for one in names if abs(share - one) < NEAR), "")
    told = f"{100 * share:.0f} % of the units are dropped"
    require(abs(share - DROPPED) < NEAR, told, mistake=name)


@check(
    points=2,
    secret=True,
    after=("dropout", "loss"),
    hint="SGD(0.1) on all weights; in training a fifth of the hidden units is dropped.",
)
def test_step(net, graph, rng):
    """A step on one picture moves each weight as gradient descent does, a fifth of them dropped."""
    made, wanted = [], []
    for _ in range(STEPS):
        values, x = clear_of_zero(net, rng)
        y = draw_labels(rng, 1)
        graph.initialise()
        net.put(values)
        _, moved = net.step(x, y)
        made.append(moved)
        wanted.append(expected(values, net.scale * x, y, moved))
    compare_steps(made, wanted)
    graph.initialise()
    _require_batch(net, rng)


def clear_of_zero(net, rng):
    """Return layers and a picture, for which rounding opens or closes no hidden unit."""
    while True:
        values, x = net.drawn(rng, [0.05, 0.2]), pictures(rng, 1)
        units = np.abs(dense(net.scale * x, *values[0]))
        if units.min() > 1e-3 * units.max():
            return values, x


def expected(values, x, y, moved):
    """Return what a step adds to each array, where it dropped the units that it dropped.

    A unit was dropped if the weights after it did not move.
    """
    (_, _), (w2, _) = values
    hidden = mlp(x, values)[0][0]
    still = np.abs(moved[2]).max(axis=1) < 0.5 * hidden * np.abs(moved[3]).max()
    kept = (hidden > 0) & ~still
    mask = kept / (1 - DROPPED)
    scores = (hidden * mask) @ w2.astype(np.float64) + values[1][1]
    slope = softmax(scores[None])[0] - y[0]
    below = (w2.astype(np.float64) @ slope) * mask
    changes = [np.outer(x[0], below), below, np.outer(hidden * mask, slope), slope]
    return [-RATE * one for one in changes]


def compare_steps(made, wanted):
    """Fail unless each step changed each array as it should have."""
    pairs = [pair for one in zip(made, wanted, strict=True) for pair in zip(*one, strict=True)]
    if all(np.abs(got - one).max() <= STEP * np.abs(one).max() for got, one in pairs):
        return
    flaw = step_flaw(list(zip(made, wanted, strict=True)), 1)
    fail("a step is no step of gradient descent with the rate 0.1", mistake=flaw)


def _require_batch(net, rng):
    """Of a batch, a step takes the mean: where no unit is open, the last bias shows it."""
    bias, y = rng.normal(0, 1.0, 10).astype(np.float32), draw_labels(rng, 50)
    x = pictures(rng, 50)

    def moved():
        net.put(dark(bias))
        return net.step(x, y)[1][3:]

    slope = softmax(bias[None])[0] - y.mean(axis=0)
    atol = STEP * np.abs(RATE * slope).max()
    what = "the change of the last bias"
    assert_allclose(moved()[0], -RATE * slope, rtol=0, atol=atol, what=what)
    require_steady(net.graph, moved)


class Known:
    """MNIST as it may be fed: each form of a picture by its digest, with its label."""

    def __init__(self, choices):
        self.count = [len(one.train.images) for one in choices]
        self.scaled, self.raw = {}, {}
        for one in choices:
            pixels = np.round(255 * one.train.images.reshape(-1, 784).astype(np.float64))
            labels = one.train.labels.argmax(axis=1).tolist()
            for array in (pixels / 255, pixels * (1 / 255)):
                self.scaled |= dict(zip(row_digests(array).tolist(), labels, strict=True))
            self.raw |= dict(zip(row_digests(pixels).tolist(), labels, strict=True))

    def share_scaled(self, steps, divides):
        """Return the share of the rows fed that the hidden layer sees as values from 0 to 1."""
        right = self.raw if divides else self.scaled
        rows = [row for step in steps for row in step.rows]
        return sum(row in right for row in rows) / len(rows)

    def share_labelled(self, steps):
        """Return the share of the pictures fed that had their own label; 0 if none was seen."""
        known = {**self.scaled, **self.raw}
        found = [
            known[row] == label
            for step in steps
            for row, label in zip(step.rows, step.labels, strict=False)
            if row in known
        ]
        return np.mean(found) if found else 0.0


@check(
    points=1,
    claim=True,
    after=("shapes",),
    hint="A picture is fed with values from 0 to 1 and its own label, five times in all.",
)
def test_fed(net, graph, trace, mnist_choices):
    """Your script trains on pictures with values from 0 to 1, each with its label, in 5 epochs."""
    steps, known = fed_pictures(graph, trace), Known(mnist_choices)
    require(steps, "no pictures were seen in the steps of the script")
    scaled, other = (known.share_scaled(steps, one) for one in (net.divides, not net.divides))
    told = f"{scaled:.0%} of the pictures have values from 0 to 1"
    mistake = "scaled_twice" if net.divides else "not_scaled"
    if mistake == "scaled_twice" and other > 0.99:
        told = "what the hidden layer sees are values from 0 to 1, divided by 255"
    require(scaled > 0.99, told, mistake=mistake if other > 0.99 else "")
    right = known.share_labelled(steps)
    require(right > 0.99, f"{right:.0%} of them have their own label", mistake="labels_apart")
    rows = sum(len(step.rows) for step in steps)
    whole = min(known.count, key=lambda one: abs(rows - EPOCHS * one))
    once = "one_epoch" if rows <= whole else ""
    told = f"{rows} pictures were trained with, of {EPOCHS * whole}"
    require(0.79 * EPOCHS * whole <= rows <= EPOCHS * whole, told, mistake=once)
    told = f"there were {len(steps)} steps, of batches of another size"
    require(rows / BATCH <= len(steps) <= rows / BATCH + EPOCHS, told)


@check(
    points=0.5,
    claim=True,
    after=("forward",),
    hint="Measure the model on the test pictures, scaled as those of the training.",
)
def test_printed(net, graph, trace, mnist_choices, printed):
    """What your script prints last is the share of right answers on the test pictures."""
    arrays = ended(graph, trace, [path for pair in net.layers for path in pair])
    require(arrays, "the model's values are not there at the end")
    net.put([arrays[:2], arrays[2:]])
    shares, costs = [], []
    for one in mnist_choices:
        x, labels = one.test.images.reshape(-1, 784), one.test.labels
        given = net.gives(x)
        shares.append((given.argmax(axis=1) == labels.argmax(axis=1)).mean())
        scores = np.log(given.clip(LEAST)) if net.shares else given
        costs.append(cross_entropy(scores, labels).mean())
    told = f"the share is {shares[-1]:.3f}, which is not printed"
    mistake = "loss_printed" if is_number_printed(printed, costs) else ""
    require(is_printed(printed, shares), told, mistake=mistake)


@check(
    points=1, claim=True, hint="Most of these faults raise no error: look at what each line does."
)
def test_faults(graph, trace, mnist_choices, rng, attach, credit):
    """All ten planted faults are gone; each of them counts for itself."""
    found = Repairs(graph, trace, mnist_choices, rng)
    gone = sum(found.holds(line) for line in LINES)
    credit(gone / len(LINES))
    attach(table("The planted faults", ("gone", "left"), [(str(gone), str(len(LINES) - gone))]))
    failure = trace.claims.failure
    kind = failure is not None and failure.type in ("ValueError", "InvalidArgumentError")
    mistake = "labels_kind" if kind and not found.holds(Repairs.kind_line) else ""
    told = f"{gone} of the {len(LINES)} planted faults are gone."
    require(gone == len(LINES), told, mistake=mistake)


class Repairs:
    """What each faulty line of the listing is for: a method fails unless that works."""

    def __init__(self, graph, trace, choices, rng):
        self.graph, self.trace, self.known, self.rng = graph, trace, Known(choices), rng
        self.x = rng.integers(128, 256, size=(12, 784)) / 255
        self.y = draw_labels(rng, 12)
        self.bias = rng.normal(size=10).astype(np.float32)

    def holds(self, line):
        """Say whether a line works."""
        try:
            line(self)
        except CheckFailed:
            return False
        return True

    def flatten_line(self):
        Net(self.graph)

    def relu_line(self):
        got = [self._given(sign) for sign in (-1, 1)]
        spread = [np.ptp(one, axis=0).max() for one in got]
        require(spread[0] < 1e-5 < spread[1], LEFT)

    def dropout_line(self):
        require(abs(share_dropped(Net(self.graph)) - DROPPED) < NEAR, LEFT)

    def scores_line(self):
        net = self._dark()
        got, scores = net.gives(self.x), np.tile(self.bias, (12, 1))
        require(any(np.abs(got - one).max() < 1e-4 for one in (softmax(scores), scores)), LEFT)

    def softmax_line(self):
        net = self._net(1)
        require(np.abs(net.gives(self.x)[:1] - net.gives(self.x[:1])).max() < 1e-5, LEFT)

    def frozen_line(self):
        _, moved = self._net(1).step(self.x, self.y)
        require(all(array.any() for array in moved), LEFT)

    def rate_line(self):
        net = self._dark()
        _, moved = net.step(self.x, self.y)
        scores = self.bias, np.maximum(self.bias, 0)  # the ReLU on them may be there
        slopes = [softmax(one[None])[0] - self.y.mean(axis=0) for one in scores]
        slopes.append(slopes[1] * (self.bias > 0))
        near = [np.abs(moved[3] + RATE * one).max() < STEP * RATE for one in slopes]
        require(any(near), LEFT)

    def kind_line(self):
        told, _ = self._dark().step(self.x, self.y)
        finite = isinstance(told, dict) and np.isfinite(told.get("loss", np.nan))
        require(finite or self.graph.has("step()"), LEFT)

    def order_line(self):
        right = self.known.share_labelled(fed_pictures(self.graph, self.trace))
        require(right > 0.99, LEFT)

    def scale_line(self):
        steps = fed_pictures(self.graph, self.trace)
        require(steps, LEFT)
        require(self.known.share_scaled(steps, Net(self.graph).divides) > 0.99, LEFT)

    def _net(self, sign):
        """Return the model, all of whose hidden units are open, or none."""
        self.graph.initialise()
        net = Net(self.graph)
        first = sign * self.rng.uniform(0.1, 0.5, (784, 64)) / 784
        net.put([(first, np.zeros(64)), (self.rng.normal(size=(64, 10)), self.bias)])
        return net

    def _given(self, sign):
        return self._net(sign).gives(self.x)

    def _dark(self):
        self.graph.initialise()
        net = Net(self.graph)
        net.put(dark(self.bias))
        return net


LINES = (
    Repairs.scale_line,
    Repairs.order_line,
    Repairs.flatten_line,
    Repairs.relu_line,
    Repairs.dropout_line,
    Repairs.scores_line,
    Repairs.softmax_line,
    Repairs.frozen_line,
    Repairs.rate_line,
    Repairs.kind_line,
)
