"""Checks for finetune: a hidden layer from a checkpoint, kept; a new head for a new task.

A saver copies numbers, and a step that leaves a layer alone computes none: these are compared bit
for bit. The model's reference is float64: in 10,000 draws of many scales float32 was off by 2.3e-6
of the largest logit at most, which leaves a factor of 8.
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
    nearest,
    require,
    table,
)
from grader.networks import reference as ref
from grader.networks.cost_checks import require_accuracy, require_cost, require_variables
from grader.networks.feeding import classes_fed, feeding
from grader.networks.network import Network, examples
from grader.networks.ranges import batches
from grader.networks.replay import Loading, before_training, stored
from grader.networks.step_checks import require_same_step
from grader.networks.training import find_training
from grader.networks.training_checks import require_lasting

DATA = "pretrained.ckpt.data-00000-of-00001"
NOT_RUN = ("optimizer_not_run",)
# In the order of the file, which is that of the names.
STORED = {
    "hidden_layer/bias": (256,),
    "hidden_layer/weights": (784, 256),
    "out/bias": (10,),
    "out/weights": (256, 10),
}
HIDDEN = {
    "weights['hidden_layer']": "hidden_layer/weights",
    "biases['hidden_layer']": "hidden_layer/bias",
}
HEAD = {"weights['out']": (256, 2), "biases['out']": (2,)}
EVEN_OR_ODD = np.eye(2)[np.arange(10) % 2]


@pytest.fixture
def network(graph, trace):
    """The student's network; its layers can be set and read."""
    return Network(graph, trace, ("hidden_layer", "out"))


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train the head, and how often it did."""
    return find_training(graph, trace, [_head(graph, path) for path in HEAD], mistakes=NOT_RUN)


@pytest.fixture
def loading(graph, trace, exercise):
    """What the script restored and ran before its training, to be run again."""
    groups = [{graph.variable(path) for path in paths} - {""} for paths in (HEAD, HIDDEN)]
    events = before_training(graph, trace, groups)
    return Loading(graph, trace, events, stored(exercise.folder / DATA, STORED), HIDDEN)


def layers(rng, hidden=0.1, out=0.3, bias=0.1):
    """Draw both layers, with these standard deviations."""
    return ref.draw_layers(rng, (784, 256, 2), (hidden, out), bias)


@check(points=1.5, hint="layer_1 = relu(x W + b); logits = layer_1 W + b, without a ReLU.")
def test_model(network, graph, mnist, rng):
    """`logits` is the hidden layer with its ReLU, then a new linear layer with two outputs."""
    require_variables(network, "x", HEAD)
    for path, name in HIDDEN.items():
        found = tuple(side for side in graph.shape(path) or STORED[name] if side != 1)
        require(found == STORED[name], f"`{path}` has shape {list(found)}")
    images, known = examples(mnist.validation, 0, 8)[0], layers(np.random.default_rng(1))
    network.put(known)
    (w1, b1), (w2, b2) = known
    got, expected = network.logits(images), ref.mlp(images, known)[-1]
    partial = [[(w1, 0 * b1), (w2, 0 * b2)], [(w1, 0 * b1), (w2, b2)], [(w1, b1), (w2, 0 * b2)]]
    assert_allclose(
        got,
        expected,
        rtol=1e-4,
        atol=2e-5 * np.abs(expected).max(),
        what="logits",
        rivals={
            "no_relu": ref.dense(ref.dense(images, w1, b1), w2, b2),
            "relu_on_logits": np.maximum(expected, 0),
            "softmax_in_logits": ref.softmax(expected),
            "no_bias": nearest(got, *(ref.mlp(images, some)[-1] for some in partial)),
        },
    )
    for rows, scale in batches(rng):
        images, drawn = scale * rng.uniform(size=(rows, 784)), layers(rng, 1, 1, scale)
        network.put(drawn)
        expected = ref.mlp(images, drawn)[-1]
        atol = 2e-5 * np.abs(expected).max()
        same = matches(network.logits(images), expected, rtol=1e-4, atol=atol)
        require(same, "`logits` is right for the known digits and weights, but not for others")


@check(points=1, hint="The mean of tf.nn.softmax_cross_entropy_with_logits, arguments by name.")
def test_cost(network, mnist, rng):
    """`cost` is the mean softmax cross-entropy of `logits` and `y`."""
    known, (images, digits) = layers(np.random.default_rng(1)), examples(mnist.validation, 0, 8)
    labels = EVEN_OR_ODD[digits.argmax(axis=1)]
    require_cost(network, known, layers(rng), images, labels, rng)


@check(points=0.5, hint="Compare tf.argmax(…, 1) of both; the mean of that, cast to float.")
def test_accuracy(network, mnist, rng):
    """`accuracy` is the share of a batch whose largest logit is that of its label."""
    require_accuracy(network, layers(rng), examples(mnist.test, 0, 12)[0], rng)


@check(
    points=1.5,
    hint="Before the training, restore both variables of the hidden layer from `pretrained_file`.",
)
def test_restored(loading, rng):
    """When your training begins, the hidden layer is the checkpoint's, bit for bit."""
    _require_hidden(loading, loading.shipped, rng)


@check(points=1.5, secret=True, hint="Restore both, under the names that the checkpoint has.")
def test_secret_checkpoint(loading, rng):
    """Another checkpoint with the same names gives your model another hidden layer."""
    for scale in (1e-3, 1.0, 1e6):
        shapes = STORED.items()
        other = {name: (scale * rng.normal(size=s)).astype(np.float32) for name, s in shapes}
        _require_hidden(loading, other, rng)


@check(points=1.5, after=("cost",), hint="minimize(cost, var_list=[the variables of the head]).")
def test_head_only(network, graph, trace, mnist, rng):
    """A step of your training changes the output layer, so that `cost` falls, and only that."""
    training = _training(graph, trace)
    images, digits = examples(mnist.train, 0, 64)
    batch, start = (images, EVEN_OR_ODD[digits.argmax(axis=1)]), layers(rng, 0.05, 0.05, 0.05)
    graph.initialise()
    network.put(start)
    network.step(training, *batch)
    hidden, head = network.get()
    kept = all(np.array_equal(new, old) for new, old in zip(hidden, start[0], strict=True))
    require(kept, "a step changes the hidden layer, too", mistake="whole_network_trained")
    moves = [new - old for old, new in zip(start[1], head, strict=True)]
    slopes = ref.mlp_gradients(*batch, start)[1]
    for path, move, slope in zip(HEAD, moves, slopes, strict=True):
        require(move.any(), f"your training operation leaves `{path}` as it is")
        uphill = np.sum(move * slope) > 0  # whatever the optimizer, its first step goes down
        require(not uphill, f"`{path}` moves where `cost` rises", mistake="cost_raised")
    require_same_step(network, training, layers(rng), rng)
    require_lasting(network, training, mnist, start, EVEN_OR_ODD)


@check(
    points=1, claim=True, after=("head_only",), hint="Train the output layer; keep the hidden one."
)
def test_kept(graph, training, trace, loading):
    """In your own session, the hidden layer stayed as it was restored, and the head moved."""
    if not training.runs:
        fail("no run of your script trains the output layer", mistake="optimizer_not_run")
    start = trace.start_values(training.first, training.operations)
    final = trace.final_values(training.last)
    for path, name in HIDDEN.items():
        variable = graph.variable(path)  # none, where the layer is a constant
        shipped = loading.shipped[name].ravel()
        before = np.array_equal(np.ravel(start.get(variable, ())), shipped)
        require(before or not variable, f"`{path}` is not the checkpoint's before the training")
        after = np.array_equal(np.ravel(final.get(variable, ())), shipped)
        require(after or not variable, f"`{path}` is not the checkpoint's after the training")
    for path in HEAD:
        name = _head(graph, path)
        require(name in final, f"`{path}` has no value in the end")
        require(not np.array_equal(start.get(name), final[name]), f"`{path}` ends as it began")


@check(points=0.5, claim=True, hint="Feed mnist.train, and whether each digit is even or odd.")
def test_training_data(graph, training, mnist_choices):
    """Your training is fed with training images, labelled as even or odd."""
    require(training.runs, "no run of your script trains the output layer")
    names = graph.handle("x").name, graph.handle("y").name
    fed = feeding(training.runs, *names, mnist_choices, 1)
    require(
        fed.training > 0.99,
        f"{fed.training:.0%} of the images fed are of the training set",
        mistake="held_out_fed" if fed.held_out > 0.99 else "",
    )
    require(  # few epochs are enough here, even of rows drawn at random: 63 % in one of these
        fed.distinct > 0.2,
        f"{fed.distinct:.1%} of the training images were ever fed",
        mistake="part_of_the_data",
    )
    odd = np.arange(10) % 2
    sets = [data.train for data in mnist_choices]
    right = [classes_fed(training.runs, *names, one, odd) for one in sets]
    both = [max(share, 1 - share) for share in right]  # either of the two may come first
    require(
        max(both) > 0.99,
        f"{max(both):.0%} of the labels fed say whether the digit is even or odd",
        mistake="wrong_labels",
    )


@check(
    points=1,
    claim=True,
    after=("cost",),
    hint="Train in the session that you end with, after the restore.",
)
def test_trained(network, graph, training, trace, loading, mnist, attach):
    """Your trained head, evaluated here, has a lower validation cost than at its start."""
    require(training.runs, "no run of your script trains the output layer")
    images, digits = examples(mnist.validation, 0, 1000)
    labels = EVEN_OR_ODD[digits.argmax(axis=1)]
    start = trace.start_values(training.first, training.operations)
    found = []
    for values in (start, trace.final_values(training.last)):
        head = [values.get(_head(graph, path)) for path in HEAD]
        require(all(part is not None for part in head), "there are no trained values")
        own = {path: values.get(graph.variable(path)) for path in HIDDEN}
        hidden = [loading.shipped[HIDDEN[p]] if own[p] is None else own[p] for p in HIDDEN]
        network.put([hidden, head])
        orders = (labels, labels[:, ::-1])  # either of even and odd may come first
        found.append([(network.cost(images, y), network.accuracy(images, y)) for y in orders])
    before, after = min(zip(*found, strict=True), key=lambda pair: pair[1])
    rows = [(name, f"{c:.4f}", f"{a:.3f}") for name, (c, a) in (("start", before), ("end", after))]
    attach(table("The validation set", ("", "cost", "accuracy"), rows))
    whole = max(training.restarts, default=0) < 0.5 * len(training.runs)
    require(whole, "an initializer ran after the training had begun", mistake="reinitialised")
    require(after[0] < before[0], f"its cost went from {before[0]:.4g} to {after[0]:.4g}")


def _head(graph, path):
    """Return the operation name of a variable of the head."""
    return graph.variable(path) or fail(f"`{path}` is not a variable: make it with `tf.Variable`")


def _training(graph, trace):
    """Return what trains the head; fail in words when something else is trained."""
    try:
        return find_training(graph, trace, [_head(graph, path) for path in HEAD])
    except CheckFailed as error:
        hidden = [graph.variable(path) for path in HIDDEN]
        find_training(graph, trace, hidden, mistakes=NOT_RUN)
        fail(error.message, mistake="hidden_trained_instead")


def _require_hidden(loading, checkpoint, rng):
    """Fail unless a checkpoint's hidden layer was loaded, from the file or by way of Python."""
    loaded, trace, graph = loading.on(checkpoint, rng), loading.trace, loading.graph
    if not loaded.wrong or loaded.embedded:
        return
    failed = [one for one in trace.restores if one.failed and one.graph == graph.number]
    words = " and ".join(f"`{path}`" for path in loaded.wrong)
    words = f"{words}: not what the checkpoint holds"
    mistake = ""
    if loaded.overwritten:
        mistake = "initialised_after"
    elif failed:
        mistake = _saver_flaw(graph, failed[-1].saver, rng)
    elif flaw := _reading_flaw(trace.claims.failure):
        fail(words, mistake=flaw, stops=True)
    elif len(loaded.wrong) < len(HIDDEN):
        mistake = "one_variable_restored"
    else:
        sessions = range(len(trace.claims.sessions))
        there = any(loading.claimed(trace.final_values(session)) for session in sessions)
        if not there and not trace.restores:
            absent(words, mistake="not_restored")
    fail(words, mistake=mistake)


def _saver_flaw(graph, saver, rng):
    """Name what is wrong with a saver that could not restore the checkpoint."""
    head = {path: rng.normal(size=shape).astype(np.float32) for path, shape in HEAD.items()}
    graph.assign(head)
    stored = graph.saved(saver)
    if any(np.array_equal(a, b) for a in stored.values() for b in head.values()):
        return "head_restored_too"
    return "other_names" if stored.keys() - STORED.keys() else ""


def _reading_flaw(failure):
    """Name what stopped a script that reads the checkpoint by hand, "" if that is not what did."""
    if failure is None:
        return ""
    if failure.type == "NotFoundError" and "checkpoint" in failure.message:
        return "other_names"
    sides = (str(STORED[name]) for name in ("out/bias", "out/weights"))
    stopped = failure.type == "ValueError" and "assign" in failure.message
    return "head_restored_too" if stopped and any(one in failure.message for one in sides) else ""
