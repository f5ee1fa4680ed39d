"""Checks for trained_model: features W + b, trained, saved, and loaded in a new session.

The reference is float64. A layer of 784 inputs in float32 was off by at most 2.4e-6 of the largest
logit in 10,000 draws of many scales: a factor of 8 is left.
"""

from collections import Counter
from itertools import takewhile

import numpy as np
import pytest

from grader.judge import (
    GraphError,
    absent,
    assert_allclose,
    check,
    fail,
    matches,
    require,
    table,
)
from grader.networks import reference as ref
from grader.networks.cost_checks import require_accuracy, require_cost, require_variables
from grader.networks.feeding import feeding, loop_flaw, mislabelled
from grader.networks.measurements import (
    is_unknown,
    measurements,
    printed_ones,
    require_true,
    tensor_names,
)
from grader.networks.network import Network, examples
from grader.networks.ranges import batches, scales
from grader.networks.savers import checkpoint_way, runs_after
from grader.networks.step_checks import require_same_step
from grader.networks.training import find_training
from grader.networks.training_checks import require_lasting

SHAPES = {"weights": (784, 10), "bias": (10,)}
EVERY, EPOCHS = 10, range(10, 1001)


@pytest.fixture
def graph(subject, trace):
    """The graph that was trained: of those that show most of the model, the one with most runs."""
    count = Counter([kind.graph for kind in trace.kinds])
    model = ("features", "labels", "logits", "cost")

    def standing(one):
        return sum(map(one.has, model)), count[one.number]

    return max(subject.graphs or [subject.graph], key=standing)


@pytest.fixture
def network(graph, trace):
    """The student's classifier; its layer can be set and read."""
    layer = ("weights", "bias")
    return Network(graph, trace, paths=[layer], images="features", labels="labels")


@pytest.fixture
def training(network, graph, trace):
    """What the student's script runs to train, and how often it did."""
    known = ("optimizer_not_run",)
    return find_training(graph, trace, network.variables(), source="features", mistakes=known)


@pytest.fixture
def fed(graph, training, mnist_choices):
    """How the training went through the data set that it was fed."""
    names = graph.handle("features").name, graph.handle("labels").name
    return feeding(training.runs, *names, mnist_choices, 1)


@pytest.fixture
def way(subject, graph):
    """The checkpoint's way: from the session that saved it to another session."""
    bias = (1, 10) if graph.has("bias") and len(graph.shape("bias") or ()) == 2 else (10,)
    return checkpoint_way(subject, SHAPES | {"bias": bias}, apart="sessions")


@pytest.fixture
def measured(subject, trace, graph, training):
    """Return a function: the runs that fetched `accuracy` for rows of these data sets.

    sessions: those of these alone. Where there are none, those of `correct_prediction`.
    """
    graphs = [*subject.graphs, graph]
    features = tensor_names("features", graphs, trace)

    def find(parts, sessions=None, steps=training.runs):
        for path in ("accuracy", "correct_prediction"):
            if path == "accuracy" or graph.has(path):
                names, hits = tensor_names(path, graphs, trace), path != "accuracy"
                found = measurements(trace, names, features, parts, steps, hits=hits)
                if found := [one for one in found if sessions is None or one.session in sessions]:
                    return found
        return []

    return find


def layer(rng, scale=0.1, bias=0.0):
    """Draw the layer, with these standard deviations."""
    return ref.draw_layers(rng, (784, 10), (scale,), bias)


@check(points=1.5, hint="logits = features · weights + bias; both are variables; no softmax.")
def test_logits(network, mnist, rng):
    """`logits` is features · W + b, for digits and for any numbers."""
    require_variables(network, "features", SHAPES)
    images, known = examples(mnist.validation, 0, 8)[0], layer(np.random.default_rng(1), bias=1)
    network.put(known)
    expected = ref.mlp(images, known)[-1]
    assert_allclose(
        network.logits(images),
        expected,
        rtol=1e-4,
        atol=2e-5 * np.abs(expected).max(),
        what="logits",
        rivals={
            "no_bias": images.astype(np.float64) @ known[0][0],
            "softmax_in_logits": ref.softmax(expected),
        },
    )
    for rows, scale in batches(rng):
        images, drawn = scale * rng.uniform(size=(rows, 784)), layer(rng, 1, scale)
        network.put(drawn)
        expected = ref.mlp(images, drawn)[-1]
        atol = 2e-5 * np.abs(expected).max()
        same = matches(network.logits(images), expected, rtol=1e-4, atol=atol)
        require(same, "`logits` is right for the known digits and weights, but not for others")


@check(points=1.5, hint="The mean of tf.nn.softmax_cross_entropy_with_logits, arguments by name.")
def test_cost(network, mnist, rng):
    """`cost` is the mean softmax cross-entropy of `logits` and `labels`."""
    images, digits = examples(mnist.validation, 0, 8)
    require_cost(network, layer(np.random.default_rng(1)), layer(rng), images, digits, rng)


@check(points=1.5, hint="Compare tf.argmax(…, 1) of both; the mean of that, cast to float.")
def test_accuracy(network, mnist, rng):
    """`accuracy` is the share of a batch whose largest logit is that of its label."""
    require_accuracy(network, layer(rng), examples(mnist.test, 0, 12)[0], rng)


@check(
    points=1.5, after=("cost",), hint="`optimizer` is what an optimizer's minimize(cost) returns."
)
def test_step(network, training, mnist, rng):
    """One run of your training operation moves `weights` and `bias` so that `cost` falls."""
    batch, start = examples(mnist.train, 0, 64), layer(rng, 0.01)
    network.put(start)
    network.step(training, *batch)
    moves = [new - old for old, new in zip(start[0], network.get()[0], strict=True)]
    for path, move, slope in zip(SHAPES, moves, ref.mlp_gradients(*batch, start)[0], strict=True):
        require(move.any(), f"your training operation leaves `{path}` as it is")
        uphill = np.sum(move * slope) > 0  # whatever the optimizer, its first step goes down
        require(not uphill, f"`{path}` moves where `cost` rises", mistake="cost_raised")
    require_same_step(network, training, layer(rng, 0.3, 0.1), rng)
    require_lasting(network, training, mnist, start)


@check(points=1.5, hint="Make `saver` after both variables: it saves and restores those there are.")
def test_saver(way, trace, rng):
    """What your saver writes from one session, it restores in another, for both variables."""
    if way.save is None:
        absent("your script wrote no checkpoint", mistake="never_saved")
    for scale in scales(rng):
        drawn = way.drawn(rng, scale)
        missing = [f"`{path}`" for path, found in way.first.names(drawn).items() if not found]
        require(
            not missing,
            f"the saver does not write {' and '.join(missing)}",
            mistake="one_variable_saved" if len(missing) == 1 else "",
        )
        if way.restore is not None:
            _require_carried(way, drawn, rng)


@check(
    points=0.75,
    claim=True,
    after=("cost", "saver"),
    hint="Train first, then save, in the same session.",
)
def test_trained(way, network, training, trace, mnist, attach, rng):
    """The model in your checkpoint, evaluated here, has a lower validation cost than at first."""
    require(training.runs, "no run of your script trains the weights")
    held = _held(way, trace, rng)
    values, names = examples(mnist.validation, 0, 1000), network.variables()
    fresh = network.fresh_costs(*values, draws=12)
    start = trace.start_values(training.first, training.operations)
    if known := start.keys() >= {*names}:
        network.graph.set_variables({name: start[name] for name in names})
    before = network.cost(*values) if known else fresh.mean() - 0.5 * fresh.std()
    first = ("before training", f"{before:.4f}", f"{network.accuracy(*values):.3f}")
    network.graph.assign(held)
    after = network.cost(*values)
    last = ("in the checkpoint", f"{after:.4f}", f"{network.accuracy(*values):.3f}")
    attach(table("The validation set", ("", "cost", "accuracy"), (first, last)))
    # Simulated: 10 epochs at 0.001 give 0.74 to 0.91 of the cost at the start, 100: 0.28 to 0.53.
    ahead = takewhile(lambda event: event is not way.save, trace.events)
    early = training.runs and all(event is not training.runs[0] for event in ahead)
    require(
        after < (1 - 1e-6) * before,
        f"the validation cost is {after:.4g} with your checkpoint, {before:.4g} before training",
        mistake="saved_too_early" if early else "",
    )


@check(points=0.5, claim=True, hint="In each epoch, run `optimizer` on every training batch.")
def test_training_loop(graph, training, trace, fed, values, mnist_choices):
    """Your loop feeds (nearly) every training row, with its own label, in every epoch."""
    if not training.runs:
        fail("no run of your script trains the weights", mistake="optimizer_not_run")
    wanted = values.get("n_epochs", max(round(fed.epochs), EPOCHS.start))
    wanted = wanted if wanted in EPOCHS else 100
    if fed.steps == wanted and fed.passes < 0.5 * wanted:
        fail(f"{fed.steps} epochs trained on one batch each", mistake="one_batch_per_epoch")
    names = graph.handle("features").name, graph.handle("labels").name
    flaw = loop_flaw(training, *names, mnist_choices, wanted)
    if flaw is not None:
        fail(flaw.message, mistake=flaw.name)


@check(points=0.5, claim=True, hint="Every 10 epochs, fetch `accuracy` for mnist.validation.")
def test_validation(graph, measured, training, trace, fed, printed, mnist_choices):
    """Your script fetches and prints the validation accuracy at least every 10 epochs."""
    require(training.runs, "no run of your script trains the weights")
    found = measured([data.validation for data in mnist_choices], training.sessions)
    if not found:
        both = measured([data.validation for data in mnist_choices], steps=())
        require(not both, "the runs that fetch `accuracy` for the validation set train on it, too")
        others = [one for data in mnist_choices for one in (data.test, data.train)]
        elsewhere = measured(others, training.sessions)
        mistake = "validated_elsewhere" if elsewhere else "not_validated"
        mistake = "" if is_unknown(trace) else mistake
        fail("`accuracy` was not fetched for the validation set", mistake=mistake)
    names = graph.handle("features").name, graph.handle("labels").name
    watching = [run for run in trace.runs if run.graph == graph.number]
    wrong = max(mislabelled(watching, *names, data.validation) for data in mnist_choices)
    require(
        wrong < 0.01,
        f"{wrong:.0%} of the validation images were fed with another image's label",
        mistake="labels_of_another_set",
    )
    gap = _longest_gap(found, fed)
    require(
        gap < EVERY + 1,
        f"{gap:.0f} epochs went by without a validation accuracy",
        mistake="rarely_validated",
    )
    shown = printed_ones(found, printed, measured([data.test for data in mnist_choices]))
    require(
        shown and _longest_gap(shown, fed) < EVERY + 1,
        "more than 10 epochs went by without a validation accuracy that was printed",
        mistake="not_printed",
    )


@check(points=0.75, claim=True, after=("accuracy", "saver"), hint="Restore in a new session; test.")
def test_test_accuracy(way, measured, network, trace, printed, mnist_choices, rng):
    """A new session restores the checkpoint and prints its test accuracy, which is right."""
    _require_restore(way, trace)
    for run in runs_after(trace, way.restore):
        again = way.restore.saver.restore_op in run.fetches
        changed = way.second.written_by(run) & {way.second.variable(path) for path in SHAPES}
        require(again or not changed, "the restored values changed", mistake="initialised_after")
    found = measured([data.test for data in mnist_choices], (way.restore.session,))
    require(found, "`accuracy` was not fetched for the test set after the restore")
    network.graph.assign(_held(way, trace, rng))
    require_true(found, network, printed)


def _longest_gap(found, fed):
    """Return the most epochs that went by without one of these measurements."""
    marks = [0, *(one.steps for one in found), fed.steps]
    return max(np.diff(marks)) * fed.epochs / fed.steps


def _held(way, trace, rng):
    """Return what the script's own checkpoint holds of both variables."""
    held = way.written(trace, way.first.names(way.drawn(rng)))
    require(held.keys() == SHAPES.keys(), "there is no checkpoint with both when your script ends")
    return held


def _require_carried(way, drawn, rng):
    """Fail unless the second session restores what the first one saves; say if the names differ."""
    message = ""
    try:
        found = way.carried(drawn)
        if all(np.array_equal(found[path], drawn[path]) for path in drawn):
            return
    except GraphError as error:
        message = error.message
    verdict, words = way.pairing(rng)
    mistake = "other_names" if verdict == "unknown" else ""
    words = words if mistake else message
    fail(words or "the variables are not what the checkpoint holds", mistake=mistake)


def _require_restore(way, trace):
    """Fail unless the script restored in a session other than the one that saved."""
    if way.restore is None:
        same = any(not one.failed for one in trace.restores)
        require(not same, "the model was restored where it was saved", mistake="same_session")
        fail("nothing was restored in a new session", mistake="not_restored")
    require(not way.restore.failed, f"`saver.restore` from {way.restore.path!r} failed")
    require(way.second.owns_saver, "the saver belongs to a graph that is gone")
