"""Checks of the function that trains a network."""

import re

import numpy as np
import pytest
from shared.functions import (
    accuracy,
    drawn,
    forward,
    layers_of,
    one_hot,
    put,
    softmax_cross_entropy,
)

from grader.judge import CheckFailed, assert_allclose, check, fail, require, row_digests, rows_of

NAMES = ("x", "y", "y_pred", "loss", "accuracy", "train_op")
TURN = ["tanh", "sigmoid"]
NUMBER = re.compile(r"[-+]?\d[\d.]*(?:e[-+]?\d+)?")
LINES = (
    "After {} iterations:",
    "\tTraining Cost: {}",
    "\tTraining Accuracy: {}",
    "\tValidation Cost: {}",
    "\tValidation Accuracy: {}",
)


def path(name):
    """Return where the driver keeps the first thing of a collection."""
    return f"collected['{name}'][0]"


@pytest.fixture
def given(arguments):
    """Return what `train` was given."""
    return arguments[0]


def sizes(given):
    """Return the widths of the input and of each layer."""
    return [given["nx"], *given["hidden"], given["classes"]]


def activations(given):
    """Return the activation of each layer."""
    hidden = range(len(given["hidden"]))
    return [*(TURN[(given["first"] + number) % 2] for number in hidden), ""]


@pytest.fixture
def data(given):
    """Return inputs and labels for training, and for validation."""
    draws = np.random.RandomState(given["seed"])
    slopes = draws.normal(size=(given["nx"], given["classes"]))

    def examples(rows):
        inputs = draws.normal(size=(rows, given["nx"])).astype(np.float32)
        return inputs, np.eye(given["classes"], dtype=np.float32)[(inputs @ slopes).argmax(1)]

    return examples(48), examples(20)


@check(points=2, hint='`tf.add_to_collection("x", x)`, and so on.')
def test_collections(subject):
    """x, y, y_pred, loss, accuracy and train_op are in collections of these names."""
    try:
        graph = subject.graph
    except CheckFailed:
        fail("none of the collections holds anything", mistake="nothing_collected")
    missing = [name for name in NAMES if not graph.has(path(name))]
    if missing:
        told = f"nothing is in the collections {', '.join(missing)}"
        # The optimizer puts its operation into a collection of this name by itself.
        alone = {*NAMES} - {*missing} <= {"train_op"}
        fail(told, mistake="nothing_collected" if alone else "some_left_out")


@check(
    points=4,
    hint="Each part comes from the function of its own file.",
    secret=True,
    after=("collections",),
)
def test_network(graph, given, rng):
    """The network has the layers and activations that it is told, with their accuracy and loss."""
    layers = layers_of(graph, sizes(given), activations(given), path("y_pred"))
    values = drawn(rng, sizes(given))
    put(graph, layers, values)
    inputs = rng.normal(size=(30, given["nx"]))
    labels = one_hot(rng, 30, given["classes"])
    fed = {path("x"): inputs, path("y"): labels}
    wanted = forward(inputs, values, activations(given))
    assert_allclose(
        graph.run(path("y_pred"), fed),
        wanted,
        rtol=1e-4,
        atol=2e-5,
        what="y_pred",
        rivals={"activations_left_out": forward(inputs, values, [""] * len(values))},
    )
    loss = softmax_cross_entropy(labels, wanted).mean()
    assert_allclose(graph.run(path("loss"), fed), loss, rtol=1e-4, atol=1e-5, what="loss")
    share = accuracy(labels, wanted)
    assert_allclose(graph.run(path("accuracy"), fed), share, rtol=1e-4, atol=1e-5, what="accuracy")


@check(
    points=3,
    hint="The operation is what `create_train_op(loss, alpha)` returns.",
    secret=True,
    after=("network",),
)
def test_step(graph, given, rng):
    """train_op makes a step of gradient descent with the learning rate alpha."""
    layers = layers_of(graph, sizes(given), activations(given), path("y_pred"))
    values = drawn(rng, sizes(given))
    put(graph, layers, values)
    inputs = rng.normal(size=(16, given["nx"]))
    labels = one_hot(rng, 16, given["classes"])
    fed = {path("x"): inputs, path("y"): labels}
    graph.step([graph.handle(path("train_op")).name], fed)
    (weights, bias), (w, b) = layers[-1], values[-1]
    before = forward(inputs, values[:-1], activations(given)[:-1])
    logits = before @ w + b
    chances = np.exp(logits - logits.max(1, keepdims=True))
    apart = (chances / chances.sum(1, keepdims=True) - labels) / len(labels)
    slope = before.T @ apart
    assert_allclose(
        graph.fetch(weights),
        w - given["alpha"] * slope,
        rtol=1e-4,
        atol=2e-5,
        what="the last layer's weights",
        rivals={"rate_in_code": w - 0.01 * slope},
    )
    moved = b - given["alpha"] * apart.sum(0)
    assert_allclose(graph.fetch(bias), moved, rtol=1e-4, atol=2e-5, what="the last layer's bias")


def steps_of(graph, trace):
    """Return the runs that made a training step."""
    name = graph.handle(path("train_op")).name
    return [run for run in trace.runs if name in run.fetches]


@check(
    points=1,
    hint="Each iteration makes one step, on all of the training data.",
    claim=True,
    after=("collections",),
)
def test_training(graph, trace, given, data):
    """`iterations` steps are made, each on the whole training data."""
    (inputs, _), (others, _) = data
    place = graph.handle(path("x")).name
    wanted, other = (list(row_digests(one)) for one in (inputs, others))
    found = [
        list(rows_of(feed))
        for run in steps_of(graph, trace)
        for feed in run.feeds
        if feed.name == place
    ]
    if any(rows == other for rows in found):
        fail("some steps are made on the validation data", mistake="validation_too")
    require(all(rows == wanted for rows in found), "not every step is on the whole training data")
    if len(found) != given["iterations"]:
        more = len(found) == given["iterations"] + 1
        told = f"{len(found)} steps were made, where {given['iterations']} were asked for"
        fail(told, mistake="one_too_many" if more else "")


@check(
    points=1,
    hint="Print before the step of iterations 0, 100, 200 and so on, and at the end.",
    claim=True,
    after=("training",),
)
def test_printed(graph, trace, printed, given, data):
    """Costs and accuracies are printed as they are after every 100 iterations and the last one."""
    blocks = printed.blocks(*LINES)
    last = given["iterations"]
    wanted = [*range(0, last, 100), last]
    numbers = [block[0] for block in blocks]
    if numbers != wanted:
        require(numbers, unlike(printed.text))
        told = ", ".join(f"{number:g}" for number in numbers[:8])
        mistake = "last_left_out" if numbers == wanted[:-1] else ""
        fail(f"lines as in the lesson are there for the iterations: {told}", mistake=mistake)
    steps = steps_of(graph, trace)
    name = graph.handle(path("train_op")).name
    graph.set_variables(trace.start_values(steps[0].session, [name]))
    training, validation = ({path("x"): x, path("y"): y} for x, y in data)
    done = 0
    for block in blocks:
        for _ in range(done, int(block[0])):
            graph.step([name], training)
        done = int(block[0])
        first, second = (
            [float(one) for one in graph.run([path("loss"), path("accuracy")], fed)]
            for fed in (training, validation)
        )
        shown = np.array(block[1:])
        if not near(shown, [*first, *second]):
            twice = near(shown, [*first, *first])
            told = f"after {done} iterations the numbers are {show([*first, *second])}"
            said = f"{told}, and what is printed is {show(shown)}"
            fail(said, mistake="training_twice" if twice else "")


def unlike(text):
    """Return which printed line is the first that is not as in the lesson, and how it should be."""
    lines = text.splitlines()
    first = (at for at, line in enumerate(lines) if line.strip().lower().startswith("after"))
    at = next(first, len(lines))
    for wanted, line in zip(LINES, lines[at:], strict=False):
        if NUMBER.sub("{}", line.rstrip()) != wanted:
            asked = wanted.format("…").replace("\t", "\\t")
            said = line.replace("\t", "\\t")[:80]
            return f"the line `{asked}` is asked for, and what is printed is `{said}`"
    return "no lines as in the lesson are printed"


def near(shown, wanted):
    """Say whether costs agree to a thousandth, and accuracies but for a row that is on the edge."""
    allowed = [2e-3 * abs(wanted[0]) + 2e-4, 0.022, 2e-3 * abs(wanted[2]) + 2e-4, 0.051]
    return bool(np.all(np.abs(shown - np.array(wanted)) <= allowed))


def show(numbers):
    """Return numbers as they are told."""
    return ", ".join(f"{number:.4g}" for number in numbers)


@check(points=1, hint="End with `return saver.save(session, save_path)`.", claim=True)
def test_saved(trace, values):
    """The trained network is saved, and the path is returned."""
    returned = values.get("returned")
    if not isinstance(returned, str):
        fail("no path is returned", mistake="path_not_returned" if trace.saves else "")
    left = trace.checkpoint(returned)
    require(left, "there is no checkpoint at the path that is returned")
    ended = trace.final_values(trace.saves[-1].session)
    same = all(name in left and np.array_equal(left[name], ended[name]) for name in ended)
    require(same, "what is saved is not what was trained", mistake="saved_too_early")
    names = [values.get(f"saved[{number}]") for number in range(len(NAMES))]
    require(None not in names, "the collections are not in the file, for they were filled later")
