"""Checks of the function that computes the accuracy."""

import numpy as np
from shared.functions import accuracy, one_hot

from grader.judge import assert_allclose, check, fail

# Rows of the two secret runs: from the values of one run alone two mistakes could be taken for each
# other.
ROWS = (37, 90)


@check(points=2, hint="Take the mean with `tf.reduce_mean`, over numbers of the type float32.")
def test_one_number(graph):
    """The accuracy is one number of a floating-point type."""
    shape, kind = graph.shape("accuracy"), graph.dtype("accuracy")
    if shape is not None and shape != ():
        fail(f"it has the shape {list(shape)}: a number for each row", mistake="every_row")
    if not kind.startswith("float"):
        fail(f"it is of the type {kind}", mistake="whole_number" * kind.startswith("int"))


@check(
    points=4,
    hint="Compare `tf.argmax(y, 1)` with `tf.argmax(y_pred, 1)`, and take the mean.",
    secret=True,
    after=("one_number",),
)
def test_value(graph, rng, arguments):
    """It is the share of rows whose largest numbers are in the same place."""
    for rows in ROWS:
        labels, guesses = data(rng, rows, arguments[0]["classes"])
        right = accuracy(labels, guesses)
        places = [one.argmax(axis=0) for one in (labels, guesses)]
        rivals = {
            "count": np.float64(right * rows),
            "percent": np.float64(100 * right),
            "wrong_axis": np.mean(places[0] == places[1]),
            "error_rate": 1 - right,
            "every_number": np.mean(labels == np.round(guesses)),
        }
        got = graph.run("accuracy", {"y": labels, "y_pred": guesses})
        assert_allclose(got, right, rtol=1e-4, atol=1e-5, what="accuracy", rivals=rivals)


def data(rng, rows, classes):
    """Return labels and a prediction that is right in about a third of the rows, never all."""
    labels = one_hot(rng, rows, classes)
    guesses = rng.normal(size=labels.shape)
    right = rng.permutation(rows)[: rows // 3]
    guesses[right] += 4 * labels[right]
    return labels, guesses
