"""Checks of the function that makes a training step."""

import numpy as np
import pytest

from grader.judge import CheckFailed, assert_allclose, check, fail, require

STEPS = 3


@check(points=2, hint="`minimize` of an optimizer returns the operation.")
def test_operation(subject, arguments):
    """An operation is returned that changes the variables."""
    for graph in operations(subject):
        writes = graph.writes(graph.handle("train_op").name)
        require({"w", "b"} <= {*writes}, "running what is returned does not change both variables")


def operations(subject):
    """Return the graphs; fail the check where no operation was returned."""
    try:
        graphs = subject.graphs
    except CheckFailed as error:
        held = {one.path: one.kind for shot in subject.claims.snapshots for one in shot.handles}
        if held.get("train_op") == "optimizer":
            fail("an optimizer is returned, no operation", mistake="optimizer")
        fail(error.message)
    for graph in graphs:
        if not graph.has("train_op"):
            given = any(path.startswith("train_op[0]") for path in graph.handles)
            told = "a list is returned, no operation"
            fail(
                told if given else "nothing is returned that can be run",
                mistake="gradients" * given,
            )
    return graphs


@pytest.fixture
def pairs(subject, arguments):
    """Return the graph and the arguments of each run."""
    return list(zip(operations(subject), arguments, strict=True))


@check(
    points=3,
    hint="Every variable moves by -alpha times its gradient: `tf.train.GradientDescentOptimizer`.",
    secret=True,
    after=("operation",),
)
def test_step(pairs, rng):
    """One step of plain gradient descent with the learning rate `alpha`."""
    for graph, given in pairs:
        data, start = drawn(rng, given["width"])
        graph.assign(start)
        graph.step([graph.handle("train_op").name], data)
        got = graph.run("w")
        slope = gradient(data, start)["w"]
        alpha = given["alpha"]
        rivals = {
            "rate_in_code": start["w"] - 0.01 * slope,
            "uphill": start["w"] + alpha * slope,
            "adam": start["w"] - alpha * np.sign(slope),
        }
        assert_allclose(
            got, start["w"] - alpha * slope, rtol=1e-4, atol=2e-5, what="w", rivals=rivals
        )
        bias = start["b"] - alpha * gradient(data, start)["b"]
        assert_allclose(graph.run("b"), bias, rtol=1e-4, atol=2e-5, what="b")


@check(points=2, hint="Every step is like the first one.", secret=True, after=("step",))
def test_steps(pairs, rng):
    """Further steps are like the first."""
    for graph, given in pairs:
        data, now = drawn(rng, given["width"])
        graph.assign(now)
        graph.assign(now)
        for _ in range(STEPS):
            graph.step([graph.handle("train_op").name], data)
        assert_allclose(
            graph.run("w"),
            descended(data, now, given["alpha"]),
            rtol=1e-3,
            atol=1e-4,
            what="w",
            message=MESSAGE,
            rivals={
                "momentum": descended(data, now, given["alpha"], momentum=0.9),
                "decay": descended(data, now, given["alpha"], decay=0.5),
            },
        )


MESSAGE = "after three steps w is not where three plain steps lead"


def drawn(rng, width):
    """Return data and variables."""
    data = {"x": rng.normal(size=(12, width)), "y": rng.normal(size=(12, 2))}
    return data, {"w": rng.normal(size=(width, 2)), "b": rng.normal(size=2)}


def descended(data, now, alpha, momentum=0.0, decay=1.0):
    """Return w after the steps of gradient descent, perhaps with a momentum or a decaying rate."""
    speed = {name: np.zeros_like(value) for name, value in now.items()}
    for number in range(STEPS):
        slopes = gradient(data, now)
        speed = {name: momentum * speed[name] + slopes[name] for name in now}
        now = {name: now[name] - alpha * decay**number * speed[name] for name in now}
    return now["w"]


def gradient(data, values):
    """Return the slope of the loss by each variable."""
    apart = data["x"] @ values["w"] + values["b"] - data["y"]
    rows = len(apart)
    return {"w": 2 * data["x"].T @ apart / rows, "b": 2 * apart.mean(axis=0)}
