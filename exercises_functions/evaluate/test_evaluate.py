"""Checks of the function that evaluates a saved network."""

import numpy as np
import pytest
from shared.functions import accuracy, one_hot, softmax_cross_entropy

from grader.judge import CheckFailed, Run, assert_allclose, check, fail, require, unpack

PLACES = {"y_pred": "result[0]", "accuracy": "result[1]", "loss": "result[2]"}


@pytest.fixture
def given(arguments):
    """Return what the network was made of."""
    return arguments[0]


@pytest.fixture
def saved(given):
    """Return the saved weights and bias, and the data on which the network was evaluated."""
    draws = np.random.RandomState(given["seed"])
    nx, classes = given["nx"], given["classes"]
    w = draws.normal(size=(nx, classes)).astype(np.float32)
    b = draws.normal(size=classes).astype(np.float32)
    inputs = draws.normal(size=(given["rows"], nx)).astype(np.float32)
    labels = np.eye(classes, dtype=np.float32)[draws.randint(classes, size=given["rows"])]
    return w, b, inputs, labels


def right(w, b, inputs, labels):
    """Return prediction, accuracy and loss."""
    logits = np.tanh(inputs) @ w + b
    loss = softmax_cross_entropy(labels, logits).mean()
    return {"y_pred": logits, "accuracy": accuracy(labels, logits), "loss": loss}


def held(subject):
    """Return the handles of what was returned, by their paths."""
    handles = [one for shot in subject.claims.snapshots for one in shot.handles]
    return {one.path: one for one in handles if one.path.partition("[")[0] == "result"}


def tensor_of(subject, name):
    """Return the name of the tensor whose value was returned in a place, and its graph.

    A number that was made a plain one is that of the collection's tensor, if this was run.
    """
    path, handles = PLACES[name], held(subject)
    if not handles:
        fail("nothing is returned that can be judged")
    if path not in handles:
        only = "result" in handles
        fail(
            f"there is no `{path}`", mistake="prediction_only" if only or len(handles) == 1 else ""
        )
    handle = handles[path]
    if handle.kind == "tensor" and handle.fetched:
        return handle.name, handle.graph
    if handle.kind in ("tensor", "operation", "variable"):
        fail(f"`{path}` is a tensor, where its value is asked for", mistake="tensors")
    loaded = f"loaded['{name}'][0]"
    for shot in subject.claims.snapshots:
        for one in shot.handles:
            ran = (run for run in subject.trace.runs if run.graph == one.graph)
            if one.path == loaded and any(one.name in run.fetches for run in ran):
                return one.name, one.graph
    raise CheckFailed(f"`{path}` was not computed by running a part of the graph")


def require_tensor(subject, rng, given, name):
    """Fail unless the tensor behind a value is what it should be, for hidden weights and data."""
    tensor, number = tensor_of(subject, name)
    graph = subject.numbered(number)
    w = rng.normal(size=(given["nx"], given["classes"]))
    b = rng.normal(size=given["classes"])
    graph.set_variables({"w": w, "b": b})
    inputs = rng.normal(size=(31, given["nx"]))
    labels = one_hot(rng, 31, given["classes"])
    wanted = right(w, b, inputs, labels)
    got = graph.fetch(tensor, given={"x:0": inputs, "y:0": labels})
    mistakes = {
        "y_pred": {"classes_only": wanted["y_pred"].argmax(1)},
        "accuracy": {"exchanged": wanted["loss"]},
        "loss": {"loss_twice": wanted["accuracy"]},
    }
    rivals = mistakes[name]
    told = PLACES[name]
    assert_allclose(got, wanted[name], rtol=1e-4, atol=2e-5, what=told, rivals=rivals)


@check(points=2, hint="First: the value of y_pred.", secret=True)
def test_prediction(subject, rng, given):
    """The first that is returned is the prediction of the loaded network."""
    require_tensor(subject, rng, given, "y_pred")


@check(points=2, hint="Second: the value of accuracy.", secret=True)
def test_accuracy(subject, rng, given):
    """The second is its accuracy."""
    require_tensor(subject, rng, given, "accuracy")


@check(points=2, hint="Third: the value of loss.", secret=True)
def test_loss(subject, rng, given):
    """The third is its loss."""
    require_tensor(subject, rng, given, "loss")


@check(
    points=2,
    hint="`import_meta_graph` loads the graph, `restore` of what it returns the values.",
    claim=True,
    after=("prediction", "accuracy", "loss"),
)
def test_values(subject, saved):
    """What is returned are the values of the saved network for all rows of the data."""
    wanted, handles = right(*saved), held(subject)
    for name, path in PLACES.items():
        got = returned(handles[path])
        require(got is not None, f"`{path}` holds no number")
        if np.shape(got) != np.shape(wanted[name]):
            short = np.shape(got)[:1] == (1,)
            fail(f"`{path}` has the shape {np.shape(got)}", mistake="first_row" if short else "")
        try:
            assert_allclose(got, wanted[name], rtol=1e-3, atol=1e-4, what=path)
        except CheckFailed:
            require_loaded(subject, tensor_of(subject, name)[1])
            if not np.shape(got):
                fail(f"`{path}` is {got:.6g}, the saved network computes {wanted[name]:.6g}")
            fail(f"`{path}` is not what the saved network computes")


def require_loaded(subject, number):
    """Fail, and say why, where the saved values were not restored or did not stay."""
    events = subject.trace.events
    restores = [at for at, one in enumerate(events) if one in subject.trace.restores]
    restored = [at for at in restores if not events[at].failed]
    if not restored:
        fail("the saved values were not restored", mistake="not_restored")
    graph = subject.numbered(number)
    runs = [one for one in events[restored[-1] :] if isinstance(one, Run)]
    names = dict.fromkeys(name for run in runs if run.graph == number for name in run.fetches)
    writers = [name for name in names if graph.writes(name)]
    starts = {*graph.claim.initializers.values()}
    if any(starts & graph.needs(name) for name in writers):
        fail("an initializer ran after `restore`", mistake="restarted")
    require(not writers, "a run after `restore` changed the variables")


def returned(handle):
    """Return the number or array of a handle, None if it has none."""
    return unpack(handle.array) if handle.array is not None else handle.value
