"""Checks for regularise: a penalty, batch statistics and their averages, and dropped units."""

import numpy as np
import pytest
from shared.dense import require_steady, taken_for_shares
from shared.fitting import fed_pictures

from grader.judge import assert_allclose, check, fail, nearest, require, row_digests
from grader.networks.gradient_step import step_flaw
from grader.networks.ranges import scales
from grader.networks.reference import draw_labels, softmax

RATE, PENALTY, DROPPED, MOMENTUM, EPSILON = 0.1, 0.01, 0.4, 0.99, 1e-3
ROWS = 600
PEOPLE, EPOCHS, BATCH = 60, 20, 20


class Parts:
    """The arrays of the model, by what they are; those of one draw, and what they give."""

    def __init__(self, graph, rng, scale=1.0):
        self.graph = graph
        self.values = {
            "kernel[0]": rng.normal(0, scale, (20, 64)),
            "gamma[0]": rng.uniform(0.5, 2, 64),
            "beta[0]": rng.normal(0, 0.5, 64),
            "moving_mean[0]": rng.normal(0, scale, 64),
            "moving_variance[0]": rng.uniform(1, 20, 64) * scale**2,
            "kernel[1]": rng.normal(0, 0.3, (64, 3)),
        }
        self.last = f"model.bias[{len(graph.members('model.bias')) - 1}]"
        self.bias = rng.normal(0, 0.5, 3)

    def put(self, **others):
        """Give them to the model; `others` in place of some. A bias before the mean is 0."""
        arrays = {f"model.{name}": array for name, array in self.values.items()}
        for path in self.graph.members("model.bias"):
            arrays[path] = np.zeros(self.graph.shape(path))
        arrays[self.last] = self.bias
        self.graph.assign(arrays | {f"model.{name}": one for name, one in others.items()})

    def hidden(self, x, mean=None, variance=None):
        """Return the layer after its ReLU, [n, 64]; without statistics, those of the batch."""
        z = x @ self.values["kernel[0]"]
        mean = z.mean(axis=0) if mean is None else mean
        variance = z.var(axis=0) if variance is None else variance
        shifted = (z - mean) / np.sqrt(variance + EPSILON)
        return np.maximum(self.values["gamma[0]"] * shifted + self.values["beta[0]"], 0)


@pytest.fixture
def parts(graph, rng):
    """Return the arrays of the model, with values of one draw."""
    return Parts(graph, rng)


@check(points=1, hint="Dense, BatchNormalization, ReLU, Dropout, Dense.")
def test_parts(graph):
    """There are 64 units on 20 inputs, normalised, and three scores."""
    shapes = [graph.shape(path) for path in graph.members("model.kernel")]
    require(
        shapes == [(20, 64), (64, 3)],
        f"the weights of the layers have the shapes {[list(one or ()) for one in shapes]}",
    )
    for name in ("gamma", "beta", "moving_mean", "moving_variance"):
        held = [graph.shape(path) for path in graph.members(f"model.{name}")]
        if held != [(64,)]:
            fail(f"the model has no `{name}` for 64 units", mistake="no_normalisation")
    require(graph.has("model.bias[0]"), "the last layer has no bias")


@check(
    points=2,
    after=("parts",),
    hint="In inference: the averages that were kept, gamma, beta, ReLU, and nothing is dropped.",
)
def test_inference(graph, rng):
    """After the training, the model computes with the averages, and drops nothing."""
    for scale in scales(rng):
        parts = Parts(graph, rng, scale)
        parts.put()
        x = rng.normal(size=(int(rng.integers(1, 40)), 20))
        mean, variance = parts.values["moving_mean[0]"], parts.values["moving_variance[0]"]
        hidden = parts.hidden(x, mean, variance)
        out, bias = parts.values["kernel[1]"], parts.bias
        got = [graph.call("model@test", x=x) for _ in range(2)]
        if (got[0] != got[1]).any():
            fail("what the model gives changes from call to call", mistake="always_dropped")
        z = x @ parts.values["kernel[0]"]
        gamma, beta = parts.values["gamma[0]"], parts.values["beta[0]"]
        deviation = np.sqrt(variance + EPSILON)
        early = gamma * (np.maximum(z, 0) - mean) / deviation + beta
        wanted = hidden @ out + bias
        assert_allclose(
            got[0],
            wanted,
            rtol=1e-4,
            atol=2e-5 * (np.abs(hidden).max() + 1),
            what="what the model gives",
            rivals={
                "normalised_after_relu": early @ out + bias,
                "no_relu": (gamma * (z - mean) / deviation + beta) @ out + bias,
                "softmax_scores": softmax(wanted),
            },
        )


def one_unit(graph, parts, x):
    """Return what the hidden units give in training, [n, 64], with some of them dropped.

    In each call three scores show three units.
    """
    found = np.zeros((len(x), 64))
    for first in range(0, 64, 3):
        units = np.arange(first, min(first + 3, 64))
        shown = np.zeros((64, 3))
        shown[units, np.arange(len(units))] = 1
        parts.put(**{"kernel[1]": shown, parts.last.removeprefix("model."): np.zeros(3)})
        found[:, units] = graph.call("model@train", x=x)[:, : len(units)]
    return found


@check(
    points=2,
    secret=True,
    after=("inference",),
    hint="In training, BatchNormalization takes mean and variance of the batch by itself.",
)
def test_normalised(graph, parts, rng):
    """In training, each batch is normalised by its own mean and variance."""
    x = rng.normal(0.5, 2.0, size=(ROWS, 20))
    parts.put()
    got = one_unit(graph, parts, x)
    wanted = parts.hidden(x)
    kept = got != 0
    mean, variance = parts.values["moving_mean[0]"], parts.values["moving_variance[0]"]
    if not proportional(got[kept], wanted[kept]):
        same = proportional(got[kept], parts.hidden(x, mean, variance)[kept])
        told = "the units are not normalised by the batch"
        fail(told, mistake="statistics_fixed" if same else "")


def proportional(got, wanted):
    """Say whether numbers are others times one factor, whatever it is, but for one in a hundred."""
    factors = got / np.where(wanted > 1e-3, wanted, np.nan)
    return np.nanmean(np.abs(factors / np.nanmedian(factors) - 1) > 0.01) < 0.01


@check(
    points=2,
    secret=True,
    after=("inference",),
    hint="keras.layers.Dropout(0.4) drops 40 % and makes the others larger by 1 / 0.6.",
)
def test_dropped(graph, parts, rng):
    """In training, 40 % of the units are dropped, others in each call; the rest is larger."""
    x = rng.normal(size=(ROWS, 20))
    parts.put()
    wanted = parts.hidden(x)
    open_units = wanted > 1e-3
    first, again = one_unit(graph, parts, x), one_unit(graph, parts, x)
    dropped = (first == 0)[open_units]
    share = dropped.mean()
    if not dropped.any():
        fail("no unit is dropped", mistake="no_dropout")
    # Of some 19,000 units: 0.4 ± 0.0036 in one deviation, so 0.02 is more than five.
    if abs(share - DROPPED) > 0.02:
        kept = abs(share - 1 + DROPPED) < 0.02
        told = f"{100 * share:.0f} % of the units are dropped"
        fail(told, mistake="share_kept" if kept else "")
    alike = ((first == 0) == (again == 0))[open_units].mean()
    require(0.47 < alike < 0.57, "the same units are dropped in every call")
    for mask in ((first == 0), (again == 0)):
        rows = [mask[row][open_units[row]].mean() for row in range(ROWS)]
        require(np.std(rows) < 0.15, "whole rows are dropped together")
        often = np.flatnonzero(open_units.sum(axis=0) > 100)
        columns = [mask[:, unit][open_units[:, unit]].mean() for unit in often]
        require(np.std(columns) < 0.1, "whole units are dropped for all rows")


@check(
    points=1,
    after=("inference",),
    hint="BatchNormalization has momentum=0.99 if it is told nothing.",
)
def test_averages(graph, parts, rng):
    """With each batch, the averages go a hundredth of the way to its mean and variance."""
    x = rng.normal(0.5, 2.0, size=(ROWS, 20))
    parts.put()
    graph.call("model@train", x=x)
    z = x @ parts.values["kernel[0]"]
    # With n - 1 in place of n a variance is as right, and 0.2 % larger.
    for name, now in (("moving_mean[0]", z.mean(axis=0)), ("moving_variance[0]", z.var(axis=0))):
        before = parts.values[name]
        moved = graph.run(f"model.{name}") - before
        way = (1 - MOMENTUM) * (now - before)
        if np.abs(moved - way).max() > 0.02 * np.abs(way).max():
            told = f"`{name[:-3]}` does not go a hundredth of the way"
            fail(told, mistake="other_momentum" if moved.any() else "statistics_fixed")


def still(graph, parts, x, y):
    """Do a step in which only penalties move the weights: the scores look at no unit.

    Return what it adds to the first weights and to the last bias.
    """
    bias = np.array([0.2, 0.3, 0.5])
    parts.put(**{"kernel[1]": np.zeros((64, 3)), parts.last.removeprefix("model."): bias})
    graph.step("train", x=x, y=y)
    paths = "model.kernel[0]", parts.last
    before = parts.values["kernel[0]"], bias
    return [graph.run(path) - one for path, one in zip(paths, before, strict=True)]


@check(
    points=1,
    after=("parts",),
    hint="keras.optimizers.SGD(0.1), and a cross-entropy that is told that it is given scores.",
)
def test_step(graph, parts, rng):
    """A step moves the last bias as gradient descent on the cross-entropy does."""
    x, y = rng.normal(size=(50, 20)), draw_labels(rng, 50, 3)
    scores = np.tile([0.2, 0.3, 0.5], (50, 1))
    _, moved = still(graph, parts, x, y)
    wanted = -RATE * (softmax(scores) - y).mean(axis=0)
    forms = [-RATE * one.sum(axis=0) for one in taken_for_shares(scores, y)]
    atol = 1e-3 * np.abs(wanted).max()
    if np.abs(moved - wanted).max() > atol:
        flaw = step_flaw([([moved], [wanted])], 50)
        if flaw in ("adam", "wrong_learning_rate"):
            fail("a step is no step of gradient descent with the rate 0.1", mistake=flaw)
    assert_allclose(
        moved,
        wanted,
        rtol=0,
        atol=atol,
        what="the change of the last bias",
        rivals={"not_from_logits": nearest(moved, *forms)},
    )
    require_steady(graph, lambda: still(graph, parts, x, y)[1:])


@check(
    points=1,
    after=("step",),
    hint="keras.regularizers.L2(0.01), as the kernel_regularizer of the first layer.",
)
def test_penalty(graph, parts, rng):
    """A step takes of each weight of the first layer what its penalty asks for."""
    moved, _ = still(graph, parts, rng.normal(size=(50, 20)), draw_labels(rng, 50, 3))
    kernel = parts.values["kernel[0]"]
    if not np.abs(moved).max() > 1e-6:
        fail("the penalty changes nothing", mistake="no_penalty")
    assert_allclose(
        moved,
        -RATE * 2 * PENALTY * kernel,
        rtol=5e-3,
        atol=1e-5,
        what="the change of the weights",
        rivals={
            "l1_penalty": -RATE * PENALTY * np.sign(kernel),
            "halved_penalty": -RATE * PENALTY * kernel,
        },
    )


@check(points=0.5, after=("penalty",), hint="The last layer has no regularizer.")
def test_last_layer(graph, parts, rng):
    """The weights of the last layer have no penalty."""
    # No unit is open: what they give is 0, and so is the gradient of the weights after them.
    out, bias = rng.normal(0, 3.0, (64, 3)), np.zeros(3)
    dark = {"gamma[0]": np.zeros(64), "beta[0]": -np.ones(64), "kernel[1]": out}
    parts.put(**dark, **{parts.last.removeprefix("model."): bias})
    graph.step("train", x=rng.normal(size=(50, 20)), y=draw_labels(rng, 50, 3))
    moved = np.abs(graph.run("model.kernel[1]") - out.astype(np.float32)).max()
    if moved > 1e-6:
        fail("they move although no unit is open", mistake="both_penalised")


def measured():
    """Return the measurements of the exercise: float32 [60, 20]."""
    drawn = np.random.default_rng(3)
    groups = drawn.integers(3, size=PEOPLE)
    found = drawn.normal(size=(PEOPLE, 20)).astype(np.float32)
    found[:, :3] += np.eye(3, dtype=np.float32)[groups]
    return found


def drawn_groups():
    """Return the group of each person: int64 [60]."""
    return np.random.default_rng(3).integers(3, size=PEOPLE)


@check(
    points=0.5,
    claim=True,
    after=("parts",),
    hint="fit(measured, groups, batch_size=20, epochs=20).",
)
def test_fed(graph, trace):
    """The model is trained with everybody in each of the 20 epochs, 20 people at a time."""
    step = graph.handle("step()").name if graph.has("step()") else ""
    runs = [run for run in trace.runs if step in run.fetches]
    if not runs:
        fail("the model was not trained", mistake="not_trained")
    known = dict(zip(row_digests(measured()).tolist(), drawn_groups().tolist(), strict=True))
    fed = [one for one in fed_pictures(graph, trace, 3, 20) if known.keys() >= set(one.rows)]
    if len(runs) <= PEOPLE // BATCH:
        fail(f"the model was trained with {len(runs)} steps", mistake="one_epoch")
    sizes = sorted({len(one.rows) for one in fed} - {BATCH})
    told = f"there are batches of {sizes[0]}" if sizes else ""
    require(not sizes, told, mistake="other_batches")
    steps = EPOCHS * PEOPLE // BATCH
    require(len(runs) == steps, f"the model was trained with {len(runs)} steps, not {steps}")
    seen = {row for one in fed for row in one.rows}
    told = f"{len(seen)} of {PEOPLE} people were trained with"
    require(not fed or len(seen) > 0.9 * PEOPLE, told, mistake="some_people")
    pairs = [pair for one in fed for pair in zip(one.rows, one.labels, strict=False)]
    right = [known[row] == group for row, group in pairs]
    told = f"{np.mean(right or [1]):.0%} of the people have their own group"
    require(all(right), told, mistake="labels_mixed_up")
