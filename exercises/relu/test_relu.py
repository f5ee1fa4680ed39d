"""Checks for relu: output = relu(features W1 + b1) W2 + b2.

The reference is NumPy in float64. In 10,000 draws of each scale, float32 differed from it by at
most 3e-6 of the largest value, so that the tolerances leave a factor of more than 15.
"""

from dataclasses import replace

import numpy as np

from grader.judge import (
    GraphError,
    assert_allclose,
    check,
    diagnose,
    fail,
    matches,
    require,
    require_steady,
    unpack,
)
from grader.networks.perceptron import HIDDEN_WEIGHTS, OUT_WEIGHTS, Perceptron, draw, draw_any
from grader.networks.ranges import batches, scales

ROWS = np.array([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
LESSON = Perceptron(ROWS, HIDDEN_WEIGHTS, np.zeros(3), OUT_WEIGHTS, np.zeros(2))
TABLE = [[5.11, 8.44], [0.0, 0.0], [24.01, 38.24]]


def draw_alike(rng):
    """Draw numbers like the lesson's: positive weights, no biases, rows of one sign each."""
    x = rng.uniform(1.0, 5.0, (3, 4)) * [[1.0], [-1.0], [3.0]]
    w1, w2 = rng.uniform(0.1, 1.0, (4, 3)), rng.uniform(0.1, 1.0, (3, 2))
    return Perceptron(x, w1, np.zeros(3), w2, np.zeros(2))


def evaluate(graph, net, what="output"):
    """Return a global of the student's for the network's arrays."""
    own = graph.handle(what).path == what or graph.depends_on(what, "features")
    require(own, f"There is no `{what}`, and `logits` belongs to another network.")
    net.put(graph)
    return graph.run(what)


def other_networks(rng):
    """Yield networks with features of other numbers of rows, each of another size."""
    for rows, scale in batches(rng):
        yield draw_any(rng, scale, rows)


def evaluate_batch(graph, net, what):
    """Return a global for any number of rows: all of them, or the first 3; None if it cannot."""
    try:
        got = evaluate(graph, net, what)
    except GraphError:
        return None  # a graph may be made for three rows
    require(np.ndim(got) == 2, f"`{what}` has shape {list(np.shape(got))}.")
    require(len(got) in (3, len(net.x)), f"`{what}` has {len(got)} rows for {len(net.x)}.")
    return got


def close(got, expected):
    """Say whether two arrays agree, in relation to the largest value expected."""
    return matches(got, expected, rtol=1e-4, atol=5e-5 * np.abs(expected).max(initial=0))


def mistake_in(output, net):
    """Return the name of the one known mistake that gives this output, or ""."""
    return diagnose(
        {name: lambda rival=rival: close(output, rival) for name, rival in net.mistaken().items()}
    )


@check(
    points=1,
    hint="Build output with TensorFlow operations from features, weights and biases, in float32:"
    " one row for each row of features, two columns.",
)
def test_graph(graph, rng):
    """`output` is computed by your graph from `features` and `weights`, float32 of shape [3, 2]."""
    dtype = graph.dtype("output")
    doubled = "float64" if dtype == "float64" else ""
    require(dtype == "float32", f"`output` is {dtype}, expected float32.", mistake=doubled)
    given = graph.dtype("features")
    words = f"`features` holds whole numbers ({given}), and has to be float32: write 1.0 for 1."
    require("int" not in given, words)
    net = draw_alike(rng)
    # Small positive numbers: whatever the activation is, each unit passes on what goes in.
    net = replace(net, x=np.abs(net.x) / 20, b1=np.full(3, 0.1), w2=np.add(net.w2, [0, 1]))
    first = evaluate(graph, net)
    if first.shape != (3, 2):
        found = "no_output_layer" if close(first, net.hidden) else ""
        fail(f"`output` has shape {list(first.shape)}, expected [3, 2].", mistake=found)
    others = {
        "features": replace(net, x=net.x * [[1.0], [3.0], [1.0]]),
        "weights[0]": replace(net, w1=net.w1 * 0.4),
        "weights[1]": replace(net, w2=net.w2 * 0.4),
    }
    change = {name: np.abs(evaluate(graph, other) - first) for name, other in others.items()}
    # A thousandth is far above rounding (1e-7) and far below what such steps make of any output,
    # be it right or mistaken: at least 4 % in 10,000 draws.
    still = [name for name, by in change.items() if by.max() <= 1e-3 * np.abs(first).max()]
    if still:
        lists = {"w1": HIDDEN_WEIGHTS, "w2": OUT_WEIGHTS}
        known = [replace(net, **{name: lists[name]}) for name in lists] + [replace(net, **lists)]
        listed = any(close(first, other.output) for other in known)
        mistake = "lists_not_variables" if listed else ""
        # Zeros may also come from a network in which no unit is on.
        mistake = "hard_coded" if len(still) == len(others) and first.any() else mistake
        fail(f"`output` stays the same when `{still[0]}` changes.", mistake=mistake)
    aside = change["features"][[0, 2]].max() < 1e-4 * np.abs(first).max()
    require(aside, "A row of `output` changes when only another row of `features` does.")
    require_steady(graph, "output", inputs=["features"])


@check(
    points=2,
    hint="hidden_layer is relu(features · weights[0] + biases[0]); output is"
    " hidden_layer · weights[1] + biases[1], with nothing after it.",
)
def test_table(graph, rng):
    """With the lesson's numbers, `output` is [[5.11, 8.44], [0, 0], [24.01, 38.24]]."""
    got = evaluate(graph, LESSON)
    # The lesson's values are exact with two decimals; float32 is within 1e-5 of them.
    assert_allclose(got, TABLE, rtol=0, atol=1e-4, what="output", rivals=LESSON.mistaken())
    net = draw_alike(rng)
    require(
        close(evaluate(graph, net), net.output),
        "`output` is right for the lesson's numbers, but not for others of the same kind"
        " (another `features` and other `weights`).",
    )


@check(
    points=2,
    hint="hidden_layer is the layer after the ReLU: multiply, add the bias, then apply tf.nn.relu.",
    secret=True,
)
def test_hidden_layer(graph, rng):
    """`hidden_layer` is relu(features · weights[0] + biases[0]) for any numbers."""
    for scale in scales(rng):  # the first one, 1, tells all known mistakes from one another
        net = draw(rng, scale)
        got = evaluate(graph, net, "hidden_layer")
        if close(got, net.hidden):
            continue
        output = graph.run("output") if graph.has("output") else np.empty(0)
        before = close(output, net.output) and close(got, net.z)
        fail(
            "`hidden_layer` differs.",
            mistake="hidden_before_relu" if before else mistake_in(output, net),
        )
    for net in other_networks(rng):
        got = evaluate_batch(graph, net, "hidden_layer")
        require(got is None or close(got, net.hidden[: len(got)]), "`hidden_layer` differs.")


@check(
    points=3,
    hint="The whole network is relu(features · weights[0] + biases[0]) · weights[1] + biases[1]."
    " Look at both biases: they are zero in the lesson, but need not be.",
    secret=True,
)
def test_secret_inputs(graph, rng):
    """`output` is right for other features, other weights and biases that are not zero."""
    for scale in scales(rng):  # some wrong networks are right in small numbers, others in large
        net = draw(rng, scale)
        got = evaluate(graph, net)
        if not close(got, net.output):
            fail("`output` differs.", mistake=mistake_in(got, net))
    for net in other_networks(rng):
        got = evaluate_batch(graph, net, "output")
        right = got is None or close(got, net.output[: len(got)])
        require(right, "`output` differs for another number of rows.")


@check(
    points=2,
    claim=True,
    after=("graph",),
    hint="Open a tf.Session, run tf.global_variables_initializer(), then print what"
    " session.run(output) returns. In TensorFlow 2, print output itself.",
)
def test_printed(graph, trace, printed):
    """Your script runs `output` and prints the six numbers."""
    value = evaluate(graph, LESSON)
    hidden = graph.run("hidden_layer") if graph.has("hidden_layer") else np.array([np.nan])
    name = graph.handle("output").name
    runs = [run.values.items() for run in trace.runs if run.graph == graph.number]
    fetched = [(found, unpack(array)) for run in runs for found, array in run]
    ran = [array for found, array in fetched if found == name]
    results = [array for _, array in fetched if close(array, value)]
    eager = trace.claims.dialect == "tf2"  # there, what was computed need not be asked for
    if any(printed.shows(array) for array in [*results, *([value] if eager else [])]):
        return
    failure = trace.claims.failure
    if not (ran or results) and failure and failure.type == "FailedPreconditionError":
        words = "`output` was run before the variables had values."
        fail(words, mistake="no_initializer", stops=True)
    if "Tensor(" in printed.text and not eager:
        fail("A tensor was printed, not its value.", mistake="printed_the_tensor")
    if not results and any(printed.shows(array) for array in ran):
        words = "What was printed is `output`, but of other numbers than the lesson's."
        fail(words, mistake="other_numbers")
    if printed.shows(hidden) and any(close(array, hidden) for _, array in fetched):
        fail("`hidden_layer` was printed, not `output`.", mistake="printed_hidden_layer")
    if not (ran or results) and not eager:
        fail("Nothing ran `output`.", mistake="" if fetched else "not_run")
    message = "`output` was run, but its values are not in what the script printed."
    fail(message, mistake="" if printed.numbers.size else "not_printed")
