"""The classes of `tf.layers`: variables made once, under names that are made unique."""

from collections.abc import Callable

import pytest

from grader.collect.claims import Claims

pytestmark = pytest.mark.slow
Collect = Callable[[str], Claims]


def test_layers_are_objects(collect: Collect) -> None:
    """A name is made unique; a second call shares the variables of the first."""
    claims = collect(
        """
        import tensorflow as tf
        x = tf.placeholder(tf.float32, [None, 4])
        first = tf.layers.Dense(4, tf.nn.tanh, name="layer")
        second = tf.layers.Dense(units=3, name="layer", use_bias=False)
        y = second(first.apply(first(x)))
        z = tf.layers.Flatten()(tf.layers.Dropout(0.5)(y))
        w = tf.compat.v1.layers.dense(x, 2, name="plain")
        names = [v.op.name for v in tf.global_variables()]
        count = len(first.weights) + len(second.trainable_variables)
        kernel = first.kernel
        """
    )
    assert claims.failure is None
    found = {one.path: one for one in claims.snapshots[-1].handles}
    assert [found[f"names[{n}]"].value for n in range(5)] == [
        "layer/kernel",
        "layer/bias",
        "layer_1/kernel",
        "plain/kernel",
        "plain/bias",
    ]
    assert "names[5]" not in found
    assert found["count"].value == 3
    assert found["kernel"].name == "layer/kernel"
