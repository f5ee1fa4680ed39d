"""Which scripts divide by rows that they counted."""

import pytest

from grader.collect.eager.counting import divides_by_count


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("cost = tf.reduce_sum(e) / len(x)", True),
        ("n, _ = x.shape\ncost = tf.math.divide(tf.reduce_sum(e), float(n))", True),
        ("g /= images.shape[0]", True),
        ("cost = tf.nn.compute_average_loss(e, global_batch_size=x.get_shape()[0])", True),
        ("batch_size = 128\ncost = tf.reduce_sum(e) / batch_size", False),
        ("batches = len(images) / batch_size\ncost = tf.reduce_mean(e)", False),
        ("batches = len(images) // 128", False),
        ("accuracy = hits / mnist.test.num_examples", True),
        ("n = 0\nfor x in sets:\n    n += len(x)\naccuracy = hits / n", True),
        ("total = mnist.train.num_examples // 128\nmean += cost / total", False),
        ("cost = (", False),
    ],
)
def test_a_divisor_that_was_counted_is_found(script: str, expected: bool) -> None:
    """As an expression, through a name, and as an argument; a number that is fixed is not."""
    assert divides_by_count(script) == expected
