"""Checks for finetune_keras: a layer of a file that stays as it is, and a new head on it."""

import io
import zipfile

import h5py
import numpy as np
import pytest
from shared.dense import FLAWS, changes, layers_of, put, require_steady, slopes
from shared.fitting import ended, fed_pictures

from grader.judge import assert_allclose, check, fail, require, row_digests
from grader.networks.gradient_step import step_flaw
from grader.networks.ranges import batches
from grader.networks.reference import draw_clear, draw_layers, mlp

SIDES = (784, 32, 1)
FILE = "digits.keras"
RATE, EPOCHS, BATCH = 0.1, 5, 64
# As in shared/dense.py.
STEP = 1e-3
LEAST = 1e-7
# A product of float32 is off by its sum's size times 6e-8 for each of its terms, in the worst case.
RTOL, ATOL = 1e-4, 5e-5
# A right head ends with 0.26, in every training; on random weights with 0.57, and who guesses has
# 0.69.
LEARNT = 0.4


@pytest.fixture
def layers(graph):
    """Return the paths of weights and bias of both layers."""
    return layers_of(graph, SIDES)


@pytest.fixture
def stored(exercise):
    """Return weights and bias of the trained layer, as the file has them."""
    with zipfile.ZipFile(exercise.folder / FILE) as whole:
        weights = io.BytesIO(whole.read("model.weights.h5"))
    with h5py.File(weights) as file:
        held = file["layers/dense/vars"]
        return held["0"][()], held["1"][()]


def shares(scores):
    """Return 1 / (1 + exp(-scores))."""
    return 0.5 * (1 + np.tanh(scores / 2))


@check(points=0.5, hint="784 inputs, the layer strokes with its 32 units, and one score.")
def test_shapes(graph):
    """The model has a layer of 32 units on 784 inputs, and one that gives a score."""
    held = [graph.shape(path) for path in graph.members("model")]
    mistake = ""
    if (32, 10) in held:
        mistake = "old_head_kept" if (10, 1) in held else "ten_scores"
    layers_of(graph, SIDES, mistake=mistake)


@check(points=2, after=("shapes",), hint="A ReLU after the first layer, and a score as it is.")
def test_forward(graph, layers, mnist, rng):
    """For digits and any other pictures, the model gives what NumPy does."""
    digits = mnist.validation.images[:50].reshape(-1, 784)
    draws = [(digits, draw_layers(rng, SIDES, [0.1, 0.3], 0.3))]
    for rows, scale in batches(rng):
        values = draw_layers(rng, SIDES, [0.1, 0.3], scale)
        draws.append((rng.normal(0.0, scale, (rows, 784)).astype(np.float32), values))
    for x, values in draws:
        put(graph, layers, values)
        scores = mlp(x, values)[-1]
        for mode in ("test", "train"):
            assert_allclose(
                graph.call(f"model@{mode}", x=x),
                scores,
                rtol=RTOL,
                atol=ATOL * np.abs(scores).max(),
                what="what the model gives",
                rivals={
                    "no_relu": mlp(x, values, linear=[0])[-1],
                    "sigmoid_twice": shares(scores),
                },
            )


def drawn(rng, rows):
    """Return values of the layers, x and y."""
    values = draw_layers(rng, SIDES, [0.05, 0.3], 0.3)
    return values, draw_clear(rng, 1.0, rows, values), rng.integers(2, size=(rows, 1)) * 1.0


@check(points=2.5, after=("shapes",), hint="A layer whose `trainable` is False is left as it is.")
def test_frozen(graph, layers, rng):
    """Steps leave weights and bias of the trained layer as they are, to the last bit."""
    for rows in (64, 1):
        values, x, y = drawn(rng, rows)
        graph.initialise()
        put(graph, layers, values)
        for _ in range(3):
            graph.step("train", x=x, y=y)
        now = [graph.run(path) for path in layers[0]]
        same = [np.array_equal(one, old) for one, old in zip(now, values[0], strict=True)]
        require(all(same), "a step changes the trained layer, too", mistake="not_frozen")


@check(
    points=3,
    secret=True,
    after=("forward", "frozen"),
    hint="SGD with 0.1, and a binary cross-entropy that is told that it is given scores.",
)
def test_step(graph, layers, rng):
    """A step changes the head as gradient descent on the cross-entropy does."""
    made, wanted, rivals = [], [], []
    for rows in (64, 9):
        values, x, y = drawn(rng, rows)
        made.append(changes(graph, layers, values, x, y)[2:])
        wanted.append(head_step(values, x, (shares(mlp(x, values)[-1]) - y) / rows))
        rivals.append(mistaken(values, x, y))
    if not any(array.any() for one in made for array in one):
        fail("a step changes nothing", mistake="head_frozen")
    for number, (got, step) in enumerate(zip(made, wanted, strict=True)):
        pairs = zip(got, step, strict=True)
        if all(np.abs(one - right).max() <= STEP * np.abs(right).max() for one, right in pairs):
            continue
        flaw = step_flaw(list(zip(made, wanted, strict=True)), 1)
        if flaw in FLAWS:
            fail("a step is no step of gradient descent with the rate 0.1", mistake=flaw)
        for place, (one, right) in enumerate(zip(got, step, strict=True)):
            assert_allclose(
                one,
                right,
                rtol=0,
                atol=STEP * np.abs(right).max(),
                what="the change of the head",
                rivals={name: form[place] for name, form in rivals[number].items()},
            )
    require_steady(graph, lambda: changes(graph, layers, values, x, y, anew=False)[2:])


def head_step(values, x, at_scores):
    """Return the changes of the head's weights and bias for a gradient at the scores."""
    return [-RATE * array for array in slopes(values, x, at_scores)[2:]]


def mistaken(values, x, y):
    """Return the changes that common mistakes make, by their names."""
    scores = mlp(x, values)[-1]
    kept = np.clip(scores, LEAST, 1 - LEAST)
    inside = (scores > LEAST) & (scores < 1 - LEAST)
    at_scores = {
        "not_from_logits": ((1 - y) / (1 - kept) - y / kept) * inside / len(x),
        "squared_error": 2 * (scores - y) / len(x),
    }
    return {name: head_step(values, x, slope) for name, slope in at_scores.items()}


@check(points=1, after=("shapes",), hint="Take the layer of the file, and freeze it before fit.")
def test_kept(graph, trace, sealed, layers, stored):
    """In the end your model has the file's first layer, bit for bit, whatever the file holds."""
    found = [sealed.origin(path) for path in layers[0]]
    if all(one and one.form == "given" for one in found):
        return
    # What a training moved is near to where it began; other weights are not.
    kernel, *_ = ended(graph, trace, layers[0]) or [2 * stored[0]]
    apart = np.abs(kernel - stored[0]).mean() / np.abs(stored[0]).mean()
    mistake = "frozen_too_late" if apart < 0.5 else "random_weights"
    fail("the first layer has other weights than the file", mistake=mistake)


@check(
    points=0.5,
    claim=True,
    after=("step", "kept"),
    hint="With a layer that was trained, the cross-entropy falls fast.",
)
def test_learnt(graph, trace, layers, mnist):
    """In the end your model has learnt to use this layer."""
    arrays = ended(graph, trace, [path for pair in layers for path in pair])
    require(arrays, "the model's values are not there at the end")
    put(graph, layers, [arrays[:2], arrays[2:]])
    scores = graph.call("model@test", x=mnist.validation.images.reshape(-1, 784))
    scores = scores.astype(np.float64)
    large = (mnist.validation.labels.argmax(axis=1) >= 5)[:, None]
    cost = (np.logaddexp(0, scores) - large * scores).mean()
    told = f"its cross-entropy on other pictures is {cost:.2f}"
    require(cost < LEARNT, told, mistake="" if graph.has("step()") else "never_trained")


@check(
    points=0.5,
    claim=True,
    after=("shapes",),
    hint="fit(images, large, …): all of them five times, 64 at a time.",
)
def test_fed(graph, trace, mnist_choices):
    """Each of the 5 epochs goes through nearly all training pictures, with yes or no for each."""
    steps = fed_pictures(graph, trace, classes=2) if graph.has("step()") else []
    require(steps, "no pictures were seen in the steps of the script")
    known, sizes = {}, []
    for one in mnist_choices:
        digests = row_digests(one.train.images.reshape(-1, 784)).tolist()
        answers = (one.train.labels.argmax(axis=1) >= 5).astype(int).tolist()
        known |= dict(zip(digests, answers, strict=True))
        sizes.append(len(digests))
    pairs = [pair for one in steps for pair in zip(one.rows, one.labels, strict=False)]
    right = sum(known.get(row) == answer for row, answer in pairs)
    rows = sum(len(one.rows) for one in steps)
    told = f"{right} of {rows} pictures have the right answer"
    require(right > 0.99 * rows, told, mistake="" if pairs else "old_labels")
    whole = min(sizes, key=lambda one: abs(rows - EPOCHS * one))
    told = f"{rows} pictures were trained with, of {EPOCHS * whole}"
    once = "one_epoch" if rows <= whole else ""
    require(0.79 * EPOCHS * whole <= rows <= EPOCHS * whole, told, mistake=once)
    told = f"there were {len(steps)} steps, of batches of another size"
    require(rows / BATCH <= len(steps) <= rows / BATCH + EPOCHS, told)
