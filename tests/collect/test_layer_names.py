"""`tf.layers` takes the names of activations and initializers that TensorFlow 1.15 knew."""

from collections.abc import Callable

import pytest

from grader.collect.claims import Claims

pytestmark = pytest.mark.slow
Collect = Callable[[str], Claims]


def values(claims: Claims) -> dict[str, object]:
    """Return what the globals held in the end."""
    return {one.path: one.value for one in claims.snapshots[-1].handles}


def test_activations_have_names(collect: Collect) -> None:
    """In functions and objects, of all kinds of layers; a linear one adds nothing."""
    claims = collect(
        """
        import tensorflow as tf
        x = tf.placeholder(tf.float32, [None, 4, 4, 3])
        kinds = [
            tf.layers.dense(x, 2, "relu").op.type,
            tf.layers.Dense(2, activation="sigmoid")(x).op.type,
            tf.layers.conv2d(x, 2, 3, activation="softmax").op.type,
            tf.layers.Conv2D(2, 3, activation="linear")(x).op.type,
        ]
        """
    )
    assert claims.failure is None
    found = values(claims)
    wanted = ["Relu", "Sigmoid", "Softmax", "BiasAdd"]
    assert [found[f"kinds[{n}]"] for n in range(4)] == wanted


def test_initializers_have_names(collect: Collect) -> None:
    """Their numbers are those of TensorFlow 1.15: 0.05, where nothing else decides."""
    claims = collect(
        """
        import numpy as np
        import tensorflow as tf
        x = tf.placeholder(tf.float32, [None, 400])
        deviations = {}
        names = ["he_normal", "glorot_uniform", "lecun_uniform", "uniform", "random_uniform"]
        names += ["normal", "RandomNormal", "truncated_normal", "orthogonal", "zeros", "Ones"]
        for name in names:
            tf.layers.Dense(400, None, True, name, bias_initializer="ones", name=name)(x)
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for name in names:
                kernel, bias = session.run([f"{name}/kernel:0", f"{name}/bias:0"])
                deviations[name] = float(np.std(kernel)) + float(bias.min()) - 1
        """
    )
    assert claims.failure is None
    found = values(claims)
    wanted = {
        "he_normal": 0.0707, "glorot_uniform": 0.05, "lecun_uniform": 0.05, "uniform": 0.0289,
        "random_uniform": 0.0289, "normal": 0.05, "RandomNormal": 0.05, "truncated_normal": 0.044,
        "orthogonal": 0.05, "zeros": 0.0, "Ones": 0.0,
    }  # fmt: skip
    for name, deviation in wanted.items():  # 160,000 numbers: off by 0.2 % in the middle
        assert found[f"deviations['{name}']"] == pytest.approx(deviation, rel=0.02, abs=1e-6), name


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ('activation="rellu"', "Unknown activation function: rellu"),
        ('kernel_initializer="xavier"', "Unknown initializer: xavier"),
    ],
)
def test_an_unknown_name_is_told(options: str, message: str, collect: Collect) -> None:
    """As Keras says it, at the student's line."""
    script = "import tensorflow as tf\nx = tf.zeros([1, 2])\ny = tf.layers.dense(x, 2, {})\n"
    failure = collect(script.format(options)).failure
    assert failure is not None
    assert (failure.type, failure.message) == ("ValueError", message)
    assert failure.frames[-1].line == 3
