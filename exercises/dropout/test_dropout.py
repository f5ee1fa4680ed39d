"""Checks for dropout: logits = dropout(relu(features W1 + b1), keep_prob) W2 + b2.

Where the dropout is, and what it does, is read off the logits: with the numbers drawn here every
hidden unit is on, and each of the 8 masks of a row gives a pair of logits of its own. So it does
not matter how the dropout is written, or whether the ReLU comes before or after it.
"""

from dataclasses import replace

import numpy as np
import pytest

from grader.judge import (
    GraphError,
    Run,
    assert_allclose,
    check,
    diagnose,
    fail,
    matches,
    require,
    row_digests,
    rows_of,
    table,
    unpack,
)
from grader.networks.dropout_masks import decode, flaw, kept, outcomes, places
from grader.networks.perceptron import HIDDEN_WEIGHTS, OUT_WEIGHTS, Perceptron, draw, draw_any
from grader.networks.ranges import batches, scales

ROWS = np.array([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
LESSON = Perceptron(ROWS, HIDDEN_WEIGHTS, np.zeros(3), OUT_WEIGHTS, np.zeros(2))
FLOATS = ("float32", "float64")
NETWORK_MISTAKES = ("no_relu", "no_hidden_bias", "no_output_bias", "no_biases", "softmax_output")
RUNS = 2300  # of 9 units each: 20,700
WIDE_ROWS, WIDE_RUNS = 12, 600  # 36 units each: 21,600


def draw_readable(rng, rows=3):
    """Draw a network of which every unit is on and every mask shows in the logits."""
    while True:
        net = Perceptron(
            x=rng.uniform(1.0, 2.0, (rows, 4)),
            w1=rng.uniform(0.2, 0.5, (4, 3)),
            b1=rng.uniform(0.5, 1.0, 3),
            w2=np.array([[1.0, 4.0], [2.0, 1.0], [4.0, 2.0]]) * rng.uniform(0.9, 1.1, (3, 2)),
            b2=rng.uniform(2.0, 6.0, 2),
        )
        possible = outcomes(net, 1.0)
        apart = np.abs(possible[:, None] - possible).max(axis=3) + 1e9 * np.eye(8)[:, :, None]
        if apart.min() > 0.02 * possible.max():  # 200 times what `decode` allows
            return net


def logits_of(graph, net, keep_prob, times):
    """Return the student's logits for the network's arrays, [times, 3, 2]."""
    net.put(graph)
    found = np.asarray(graph.run("logits", {"keep_prob": keep_prob}, times=times), np.float64)
    words = f"`logits` has shape {list(found.shape[1:])}, expected [3, 2]."
    require(found.ndim == 3 and found.shape[2] == 2, words)
    return found


def settled(graph, net):
    """Return the logits with 1.0 fed: the median of 3 runs.

    A mask that compares with a random number in [0, 1) may drop one unit in 8 million even then.
    """
    return np.median(logits_of(graph, net, 1.0, 3), axis=0)


def noisy(runs):
    """Say whether the first row is another one in every run: masks of a few units come again."""
    first = np.round(runs[:, 0] / np.abs(runs).max(), 5)
    return len(np.unique(first, axis=0)) == len(runs)


def takes(graph, net, p):
    """Say whether the logits have as many rows as the network's features."""
    try:
        return logits_of(graph, net, p, 2).shape[1] == len(net.x)
    except GraphError:  # a graph may be made for three rows
        return False


def close(got, expected):
    """Say whether logits agree; float32 was within 3e-6 of the largest in 10,000 draws a scale."""
    return matches(got, expected, rtol=1e-4, atol=5e-5 * np.abs(expected).max())


def known_rivals(net):
    """Return the logits that each known mistake in the network itself would give."""
    found = net.mistaken()
    return {name: found[name] for name in NETWORK_MISTAKES}


def mistake_in(logits, net):
    """Return the name of the one known mistake that gives these logits, or ""."""
    rivals = known_rivals(net).items()
    return diagnose({name: lambda rival=rival: close(logits, rival) for name, rival in rivals})


@pytest.fixture
def behaviour(graph, rng):
    """A function: which misplaced or mistaken dropout accounts for 60 runs, "" if none does."""

    def find():
        net = draw_readable(rng)
        logits = logits_of(graph, net, 0.7, 60)
        found = places(net, 0.7)
        which = {name: decode(logits, found[name]) for name in found}
        fitting = [name for name in found if which[name] is not None]
        name = min(fitting, key=lambda name: len(found[name]), default="")  # the narrowest one
        # Of 540 units 0.7 are kept by one mask and 0.49 by two: each is 5 deviations from 0.6.
        once = name == "dropout_twice" and kept(which[name], 3).mean() > 0.6
        return "divided_twice" if once else name

    return find


def own_network(graph, net):
    """Return the network as the student built it: perhaps without a bias, which costs elsewhere."""
    without = {"b1": np.zeros(3)}, {"b2": np.zeros(2)}, {"b1": np.zeros(3), "b2": np.zeros(2)}
    whole = settled(graph, net)
    variants = (replace(net, **zeros) for zeros in without)
    return next((other for other in variants if close(whole, other.output)), net)


def masks_seen(graph, rng, p, behaviour, rows=3, runs=RUNS):
    """Return which hidden units were kept, bool [runs, rows, 3]; fail if none fit."""
    drawn = draw_readable(rng, rows)
    net = own_network(graph, drawn)
    which = decode(logits_of(graph, drawn, p, runs), outcomes(net, 1.0 / p))
    if which is None:
        message = (
            "Some logits are not what the network gives when a part of its hidden units is 0"
            " and the others are divided by keep_prob."
        )
        fail(message, mistake=behaviour())
    return kept(which, 3)


@check(
    points=1,
    hint="Write keep_prob = tf.placeholder(tf.float32) and give it to tf.nn.dropout."
    " In TensorFlow 2, write keep_prob = tf.constant(0.5).",
)
def test_keep_prob(graph, trace, rng, values):
    """`keep_prob` takes one number, which decides what becomes of the logits."""
    number = "keep_prob" in values and not graph.has("keep_prob")
    # In TensorFlow 2 there are no placeholders: a constant takes other values here, or a variable.
    eager = trace.claims.dialect == "tf2"
    variable = not number and eager and graph.variable("keep_prob")
    if number or not (variable or graph.is_placeholder("keep_prob")):
        words = "`keep_prob` is not a tensor." if eager else "`keep_prob` is not a placeholder."
        fail(words, mistake="keep_prob_not_placeholder")
    dtype, shape = graph.dtype("keep_prob"), graph.shape("keep_prob")
    require(dtype.startswith("float"), f"`keep_prob` is {dtype}, expected float32.")
    require(not shape, f"`keep_prob` takes an array {shape}, expected one number.")
    net = draw_readable(rng)
    low, high = logits_of(graph, net, 0.3, 60), logits_of(graph, net, 0.9, 60)
    size = np.abs(low).max()
    spread = np.ptp(low, axis=0).max() > 1e-3 * size
    if not graph.depends_on("logits", "keep_prob"):
        words = "`logits` is changed by random numbers, but no unit is dropped."
        require(not (spread and noisy(low)), words)
        dropped = "" if not close(low[0], net.output) else "no_dropout"
        mistake = "keep_prob_unused" if spread else dropped
        fail("`logits` does not depend on `keep_prob`.", mistake=mistake)
    effect = np.abs(np.sort(low, axis=0) - np.sort(high, axis=0)).max() > 1e-3 * size
    require(effect, "`logits` is the same whatever `keep_prob` is.")
    shares = np.allclose(low.sum(axis=2), 1.0, atol=1e-4)
    require(not shares, "Each row of `logits` sums to 1.", mistake="softmax_output")
    tenfold = logits_of(graph, replace(net, w2=10 * net.w2, b2=10 * net.b2), 0.3, 60)
    # The output layer is linear: with ten times its weights, logits are ten times as large.
    follows = np.abs(tenfold).mean() > 3 * np.abs(low).mean()
    require(follows, "`logits` does not follow `weights[1]` and `biases[1]`.")


@check(
    points=2,
    hint="When everything is kept, logits is relu(features · weights[0] + biases[0]) · weights[1]"
    " + biases[1]. Feed keep_prob as the share to keep, not the share to drop.",
)
def test_all_kept(graph, rng, behaviour):
    """With 1.0 for `keep_prob`, `logits` is the network's output without any dropout."""
    got = settled(graph, LESSON)
    whole = close(got, LESSON.output)
    elsewhere = "" if whole else behaviour()
    again = [] if whole or elsewhere else logits_of(graph, LESSON, 1.0, 60)
    if any(not close(run, again[0]) for run in again):
        words = "`logits` differs from run to run with 1.0 for `keep_prob` as well."
        fail(words, mistake="" if noisy(again) else "always_on")
    rivals = {elsewhere: got} if elsewhere else known_rivals(LESSON)
    assert_allclose(got, LESSON.output, rtol=1e-4, atol=1e-3, what="logits with 1.0", rivals=rivals)
    for scale in scales(rng):
        net = draw(rng, scale)
        got = settled(graph, net)
        if not close(got, net.output):
            message = "`logits` is wrong for other features, weights and biases."
            fail(message, mistake=mistake_in(got, net))
    # One row would become three, by broadcasting, where the mask is made for three.
    for rows, scale in batches(rng, least=2):
        net = draw_any(rng, scale, rows)
        try:
            got = settled(graph, net)
        except GraphError:
            return  # a graph may be made for three rows
        right = close(got, net.output) or close(got, net.output[:3])
        require(right, "`logits` is wrong for another number of rows.")


@check(
    points=1,
    after=("keep_prob",),
    hint="Drop hidden units only: nothing comes after the output layer.",
)
def test_output_layer(graph, rng, behaviour):
    """The output layer itself loses nothing: no single logit is dropped."""
    net = draw_readable(rng)
    logits = logits_of(graph, net, 0.5, 60)
    # Every hidden unit adds to both logits of its row, so one alone is never 0 or just its bias.
    gone = (np.abs(logits) < 1e-4) | (np.abs(logits - net.b2) < 1e-4)
    if np.any(gone.any(axis=2) & ~gone.all(axis=2)):
        fail("Single logits are dropped, not hidden units.", mistake=behaviour())


@check(
    points=2,
    hint="Put tf.nn.dropout(…, keep_prob) between the hidden and the output layer, and only there."
    " It draws a new mask in every run and divides what it keeps by keep_prob.",
)
def test_half_kept(graph, rng, behaviour, attach):
    """With 0.5, each hidden unit is 0 or doubled, by chance, again for each row and run."""
    found = masks_seen(graph, rng, 0.5, behaviour)
    shares = [[str(row), *(f"{s:.1%}" for s in of)] for row, of in enumerate(found.mean(axis=0))]
    caption = f"How often each hidden unit was kept in {RUNS:,} runs with keep_prob 0.5"
    attach(table(caption, ("row", "unit 0", "unit 1", "unit 2"), shares))
    message, mistake = flaw(found, 0.5)
    require(not message, message, mistake=mistake)


@check(
    points=2,
    secret=True,
    hint="Whatever keep_prob is, it is the chance of a hidden unit to be kept, and what that is"
    " divided by. Nothing may depend on the number 0.5.",
)
def test_secret_keep_prob(graph, rng, behaviour):
    """The same holds for other values of `keep_prob`."""
    # Near both ends as well: so no answer that is right above or below a value only gets by.
    for ends in ((0.1, 0.45), (0.05, 0.1), (0.55, 0.9), (0.9, 0.95)):
        p = float(rng.uniform(*ends))
        wide = takes(graph, draw_readable(rng, WIDE_ROWS), p)
        size = (WIDE_ROWS, WIDE_RUNS) if wide else (3, RUNS)
        found = masks_seen(graph, rng, p, behaviour, *size)
        message, mistake = flaw(found, p)
        require(not message, message, mistake=mistake)


def own_keep_prob(graph, trace) -> float | None:
    """Return what keep_prob holds where nothing is fed, None if it holds nothing."""
    if variable := graph.variable("keep_prob"):
        found = [trace.final_values(n).get(variable) for n in range(len(trace.claims.sessions))]
        return next((float(one) for one in found if one is not None), None)
    default = graph.info("keep_prob").op == "PlaceholderWithDefault"
    return float(graph.run("keep_prob")) if default else None


def fed(graph, run: Run, own: float | None) -> float | None:
    """Return what a run fed for keep_prob, or else `own`, which it holds."""
    name = graph.handle("keep_prob").name
    return {feed.name: feed.scalar for feed in run.feeds}.get(name, own)


def other_shares(graph, trace, own: float | None) -> list[float]:
    """Return which shares between 0 and 1, but a half, were kept in runs of the logits."""
    found = set()
    for run in trace.runs:
        p = fed(graph, run, own) if run.graph == graph.number else None
        if p and 0 < p < 1 and p != 0.5:
            possible = outcomes(LESSON, 1 / p)
            arrays = [unpack(array)[None] for array in run.values.values()]
            found |= {p for one in arrays if decode(one, possible) is not None}
    return sorted(found)


def require_own_features(graph, trace, printed):
    """Fail unless the script's features are the exercise's: of others, some masks give the same."""
    words = "`features` does not hold the numbers of the exercise."
    if not graph.is_placeholder("features") or graph.info("features").op.endswith("Default"):
        require(close(graph.run("features"), ROWS), words)
        return
    name = graph.handle("features").name
    feeds = [feed for run in trace.runs for feed in run.feeds if feed.name == name]
    if not feeds and trace.claims.dialect == "tf2" and printed.shows(LESSON.output):
        fail("The model was run to be tested, which keeps all units.", mistake="fed_one")
    known = [row_digests(ROWS.astype(feed.dtype)) for feed in feeds if feed.dtype in FLOATS]
    fed = [rows_of(feed) for feed in feeds]
    require(any(np.array_equal(one, own) for one in fed for own in known), words)


@check(
    points=2,
    claim=True,
    after=("keep_prob",),
    hint="In a session, print what session.run(logits, feed_dict={keep_prob: 0.5}) returns. In"
    " TensorFlow 2, print logits itself.",
)
def test_printed(graph, trace, printed):
    """Your script runs `logits` with 0.5 for `keep_prob` and prints the six numbers."""
    require_own_features(graph, trace, printed)
    possible = outcomes(LESSON, 2.0)
    runs = [run for run in trace.runs if run.graph == graph.number]
    own = own_keep_prob(graph, trace)
    halves = [run for run in runs if fed(graph, run, own) == 0.5]
    arrays = [unpack(array) for run in halves for array in run.values.values()]
    results = [array for array in arrays if decode(array[None], possible) is not None]
    if any(printed.shows(array) for array in results):
        return
    failure, eager = trace.claims.failure, trace.claims.dialect == "tf2"
    name, keep = graph.handle("logits").name, graph.handle("keep_prob").name.split(":")[0]
    whole = [run for run in runs if name in run.values and fed(graph, run, own) == 1.0]
    if results:
        tensor = "printed_the_tensor" if "Tensor(" in printed.text and not eager else ""
        mistake = tensor if printed.numbers.size else "not_printed"
        fail("`logits` was run with 0.5, but its values were not printed.", mistake=mistake)
    if failure and failure.type == "InvalidArgumentError" and f"'{keep}'" in failure.message:
        words = "`logits` was run without a value for `keep_prob`."
        fail(words, mistake="not_fed", stops=True)
    if failure and failure.type == "FailedPreconditionError":
        words = "`logits` was run before the variables had values."
        fail(words, mistake="no_initializer", stops=True)
    # In TensorFlow 2, a model that is called to be tested keeps all.
    if whole or (eager and printed.shows(LESSON.output)):
        fail("`logits` was run with 1.0 for `keep_prob`, not with 0.5.", mistake="fed_one")
    if others := other_shares(graph, trace, own):
        words = ", ".join(f"{one:g}" for one in others)
        fail(f"`logits` was run with {words} for `keep_prob`, not with 0.5.", mistake="fed_another")
    if eager and not printed.numbers.size:
        fail("The script prints no numbers.", mistake="not_printed")
    idle = "" if any(run.values for run in runs) else "not_run"
    fail("No run of `logits` with 0.5 for `keep_prob` gave a possible result.", mistake=idle)
