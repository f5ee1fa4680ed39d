"""A share that NumPy computes is told with its line."""

import pytest

from grader.collect.eager.averaging import averages


@pytest.mark.parametrize(
    "line",
    [
        "acc = np.mean(predicted == labels)",
        "acc = (predicted == labels).mean()",
        "acc = np.sum(np.equal(predicted, labels)) / len(labels)",
        "acc = (predicted == labels).astype(float).mean()",
        "right = predicted == labels; acc = numpy.mean(right)",
        "acc = accuracy_score(labels, predicted)",
        "acc = metrics.accuracy_score(labels, predicted)",
    ],
)
def test_a_share_is_found(line: str) -> None:
    """However it is written."""
    assert [one.line for one in averages(f"import numpy as np\n{line}\n")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "cost = np.mean(costs)",
        "acc = tf.reduce_mean(tf.cast(predicted == labels, tf.float32))",
        "total = sum(a == b for a, b in pairs)",
        "big = np.mean(values > 3)",
        "not python",
    ],
)
def test_other_means_are_none(line: str) -> None:
    """A mean of numbers, and TensorFlow's own."""
    assert not [*averages(line)]
