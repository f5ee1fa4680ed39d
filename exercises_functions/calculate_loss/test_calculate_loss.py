"""Checks of the function that computes the loss."""

import numpy as np
from shared.functions import one_hot, softmax_cross_entropy

from grader.judge import assert_allclose, check, fail

ROWS = (23, 64)
# No logarithm of a float32 is further below 0: that of 1e-8, added against log(0), is -18.4.
LOGARITHM = 104.0


@check(points=1, hint="Take the mean with `tf.reduce_mean`.")
def test_one_number(graph):
    """The loss is one number."""
    shape = graph.shape("loss")
    if shape is not None and shape != ():
        rows = "every_row" if len(shape) == 1 else ""
        fail(f"it has the shape {list(shape)}: a number for each row", mistake=rows)


@check(
    points=5,
    hint="`tf.losses.softmax_cross_entropy(labels, logits)` takes the mean as well.",
    secret=True,
    after=("one_number",),
)
def test_value(graph, rng, arguments):
    """It is the mean of the softmax cross-entropy of the rows."""
    for rows in ROWS:
        labels = one_hot(rng, rows, arguments[0]["classes"])
        logits = 2 * rng.normal(size=labels.shape) + labels
        each = softmax_cross_entropy(labels, logits)
        chances = softmax(logits)
        apart = np.logaddexp(0, logits) - labels * logits
        rivals = {
            "total": each.sum(),
            "softmax_twice": softmax_cross_entropy(labels, chances).mean(),
            "sigmoids": apart.mean(),
            "exchanged": softmax_cross_entropy(logits, labels).mean(),
            "mean_of_numbers": each.mean() / labels.shape[1],
            "squares": np.mean((labels - logits) ** 2),
        }
        got = graph.run("loss", {"y": labels, "y_pred": logits})
        assert_allclose(got, each.mean(), rtol=1e-4, atol=1e-5, what="loss", rivals=rivals)


@check(
    points=1,
    hint="Softmax and logarithm in one step, as TensorFlow's function does it, and its mean alone.",
    after=("one_number",),
)
def test_large_numbers(graph, arguments):
    """It is right for large numbers, too."""
    classes = arguments[0]["classes"]
    labels = np.eye(classes)
    logits = 500.0 * np.roll(labels, 1, axis=1)
    got = graph.run("loss", {"y": labels, "y_pred": logits})
    told = "for predictions of 500 the loss is 500, and not {0}"
    if not np.isclose(got, 500.0, rtol=1e-3):
        cut = 0 < got < LOGARITHM or not np.isfinite(got)
        fail(told.format(got), mistake="own_logarithm" if cut else "")


def softmax(logits):
    """Return what the softmax makes of each row."""
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)
