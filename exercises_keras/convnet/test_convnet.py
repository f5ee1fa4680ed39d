"""Checks for convnet: two convolutions with pooling, a dense layer, and a step of its training."""

import numpy as np
import pytest
from shared.dense import require_steady, taken_for_shares
from shared.fitting import fed_pictures
from shared.pictures import blocks, convolved, convolved_back, padded, pooled, pooled_back

from grader.judge import assert_allclose, check, fail, require, row_digests
from grader.networks.gradient_step import step_flaw
from grader.networks.reference import cross_entropy, draw_labels, softmax

SHAPES = [(3, 3, 1, 8), (8,), (3, 3, 8, 12), (12,), (432, 10), (10,)]
RATE, EPOCHS, BATCH = 0.1, 4, 64
# As in shared/dense.py; filters add up more numbers.
STEP = 3e-3
# A unit, or the largest of a block, is clear of what would change it by this part of its layer.
CLEAR = 2e-5


class Net:
    """The arrays of one draw, and what they give for pictures x [n, 28, 28, 1]."""

    def __init__(self, values, x, mean=False, linear=False):
        self.values = [np.asarray(one, np.float64) for one in values]
        f1, b1, f2, b2, w, b = self.values
        pool = (lambda one: blocks(one).mean(axis=3)) if mean else pooled
        bend = (lambda one: one) if linear else (lambda one: np.maximum(one, 0))
        self.x = padded(np.asarray(x, np.float64), 3)
        self.z1 = convolved(self.x, f1, b1)
        self.p1 = pool(bend(self.z1))
        self.z2 = convolved(self.p1, f2, b2)
        self.flat = pool(bend(self.z2)).reshape(len(x), -1)
        self.scores = self.flat @ w + b

    def gradients(self, slope):
        """Return those of all arrays, in their order, for that of the scores [n, 10]."""
        _, _, f2, _, w, _ = self.values
        below = (slope @ w.T).reshape(len(slope), 6, 6, 12)
        below = pooled_back(below, np.maximum(self.z2, 0)) * (self.z2 > 0)
        df2, db2, below = convolved_back(below, self.p1, f2)
        below = pooled_back(below, np.maximum(self.z1, 0)) * (self.z1 > 0)
        f1 = self.values[0]
        df1, db1, _ = convolved_back(below, self.x, f1)
        return [df1, db1, df2, db2, self.flat.T @ slope, slope.sum(axis=0)]

    def is_clear(self):
        """Say whether rounding can open or close no unit, and change no largest."""
        for z in (self.z1, self.z2):
            top = np.sort(np.maximum(blocks(z), 0), axis=3)
            gaps = (top[:, :, :, 3] - top[:, :, :, 2])[top[:, :, :, 3] > 0]
            if min(np.abs(z).min(), gaps.min()) < CLEAR * np.abs(z).max():
                return False
        return True


def drawn(rng, scale=1.0):
    """Return values for all arrays."""
    sizes = [0.4, 0.3, 0.15, 0.3, 0.05, 0.3]
    return [rng.normal(0, one * scale, shape) for one, shape in zip(sizes, SHAPES, strict=True)]


@pytest.fixture
def paths(graph):
    """Return the paths of filters, weights and biases, in the order of the layers."""
    held = {graph.shape(path): path for path in graph.members("model")}
    return [held[shape] for shape in SHAPES if shape in held]


@check(points=1, hint="Conv2D, MaxPooling2D, Conv2D, MaxPooling2D, Flatten, Dense.")
def test_shapes(graph):
    """There are 8 and 12 filters of 3 by 3, and 432 numbers that make ten scores."""
    shapes = [graph.shape(path) for path in graph.members("model")]
    if sorted(map(str, shapes)) == sorted(map(str, SHAPES)):
        return
    inputs = {shape[0] for shape in shapes if shape and len(shape) == 2}
    names = {300: "no_padding", 588: "padded_twice"}
    flat = not any(shape and len(shape) == 4 for shape in shapes)
    mistake = "dense_only" if flat else next((names[one] for one in inputs if one in names), "")
    shown = ", ".join(str(list(one or ())) for one in shapes)
    fail(f"the model holds arrays of the shapes {shown}", mistake=mistake)


@check(points=3, after=("shapes",), hint="Each convolution has a ReLU; then the largest of 2 by 2.")
def test_forward(graph, paths, mnist, rng):
    """For digits and any other pictures, the model gives what NumPy does."""
    digits = mnist.validation.images[:20].reshape(-1, 28, 28, 1)
    noise = rng.normal(size=(int(rng.integers(1, 9)), 28, 28, 1))
    for x, scale in ((digits, 1.0), (noise, 1.0), (100 * noise, 1.0), (0.01 * noise, 0.1)):
        values = drawn(rng, scale)
        graph.assign(dict(zip(paths, values, strict=True)))
        net = Net(values, x)
        # No sum has more than 433 terms, each off by 6e-8 of its size.
        atol = 2e-5 * (np.abs(net.scores).max() + np.abs(net.flat).max() * 0.3)
        for mode in ("test", "train"):
            assert_allclose(
                graph.call(f"model@{mode}", x=x),
                net.scores,
                rtol=1e-4,
                atol=atol,
                what="what the model gives",
                rivals={
                    "no_relu": Net(values, x, linear=True).scores,
                    "mean_pooling": Net(values, x, mean=True).scores,
                    "softmax_twice": softmax(net.scores),
                },
            )


@check(
    points=3,
    secret=True,
    after=("forward",),
    hint="keras.optimizers.SGD(0.1), and a cross-entropy that is told that it is given scores.",
)
def test_step(graph, paths, rng):
    """One step changes all filters and weights as gradient descent does."""
    made, wanted, rivals = [], [], []
    for _ in range(2):
        while True:
            values = [one.astype(np.float32) for one in drawn(rng)]
            x, y = rng.normal(size=(2, 28, 28, 1)).astype(np.float32), draw_labels(rng, 2)
            net = Net(values, x)
            if net.is_clear():
                break
        graph.initialise()
        made.append(changes(graph, paths, net, x, y))
        wanted.append(stepped(net, (softmax(net.scores) - y) / len(y)))
        rivals.append([stepped(net, one) for one in taken_for_shares(net.scores, y)])
    pairs = [pair for one in zip(made, wanted, strict=True) for pair in zip(*one, strict=True)]
    if any(np.abs(got - one).max() > STEP * np.abs(one).max() for got, one in pairs):
        if any(is_made(made, form) for form in zip(*rivals, strict=True)):
            fail("the loss takes the scores for shares", mistake="not_from_logits")
        flaw = step_flaw(list(zip(made, wanted, strict=True)), 2)
        if flaw:
            fail("a step is no step of gradient descent with the rate 0.1", mistake=flaw)
    for got, one in pairs:
        atol = STEP * np.abs(one).max()
        assert_allclose(got, one, rtol=0, atol=atol, what="what a step changes")
    require_steady(graph, lambda: changes(graph, paths, net, x, y))


def changes(graph, paths, net, x, y):
    """Return what a step adds to all arrays, from those of a draw on."""
    graph.assign(dict(zip(paths, net.values, strict=True)))
    graph.step("train", x=x, y=y)
    after = [graph.run(path).astype(np.float64) for path in paths]
    return [one - before for one, before in zip(after, net.values, strict=True)]


def stepped(net, slope):
    """Return what gradient descent adds to all arrays, for a gradient at the scores."""
    return [-RATE * one for one in net.gradients(slope)]


def is_made(made, form):
    """Say whether all steps are those of a mistake."""
    pairs = [pair for one in zip(made, form, strict=True) for pair in zip(*one, strict=True)]
    return all(np.abs(got - one).max() <= STEP * np.abs(one).max() for got, one in pairs)


@check(points=1.5, claim=True, after=("forward",), hint="model.fit(images, labels, …).")
def test_trained(graph, trace, paths, mnist):
    """Your trained model has a cross-entropy below 1.8 on pictures that it has not seen."""
    ended = trace.final_values(0)
    names = [graph.variable(path) for path in paths]
    require(all(name in ended for name in names), "the model's values are not there at the end")
    graph.assign(dict(zip(paths, (ended[name] for name in names), strict=True)))
    scores = graph.call("model@test", x=mnist.validation.images.reshape(-1, 28, 28, 1))
    cost = cross_entropy(scores, mnist.validation.labels).mean()
    # A model that guesses has 2.3; one that learns is below 1 after two epochs, with luck or not.
    if not cost < 1.8:
        mistake = "" if graph.has("step()") else "not_trained"
        fail(f"its cross-entropy is {cost:.2f}", mistake=mistake)


@check(
    points=0.5,
    claim=True,
    after=("shapes",),
    hint="model.fit(images, labels, batch_size=64, epochs=4).",
)
def test_fed(graph, trace, mnist_choices):
    """Each of the 4 epochs goes through nearly all training pictures, 64 at a time."""
    steps = fed_pictures(graph, trace) if graph.has("step()") else []
    require(steps, "no pictures were seen in the steps of the script")
    seen = {row for one in steps for row in one.rows}
    sets = [row_digests(one.train.images.reshape(-1, 784)).tolist() for one in mnist_choices]
    whole = max(sets, key=lambda one: len(seen.intersection(one)))
    rows = sum(len(one.rows) for one in steps)
    told = f"{rows} pictures were trained with, of {EPOCHS * len(whole)}"
    once = "one_epoch" if rows <= len(whole) else ""
    require(0.79 * EPOCHS * len(whole) <= rows <= EPOCHS * len(whole), told, mistake=once)
    told = f"there were {len(steps)} steps, of batches of another size"
    fits = rows / BATCH <= len(steps) <= rows / BATCH + EPOCHS
    require(fits, told, mistake="other_batches")
