"""Keras is whole in the child of a script that uses it, and in no other."""

import pytest
from recorded import claims_of, handles_of

from grader.catalog import Exercise
from grader.collect.keras import names_keras
from grader.pipeline import Grader


@pytest.mark.parametrize("source", ["import keras", "tf.keras.Model", "tf.optimizers.Adam()"])
def test_keras_is_seen_in_a_script(source: str) -> None:
    """By its name, or by what TensorFlow calls its parts."""
    assert names_keras(source)
    assert not names_keras("import tensorflow as tf\ntf.nn.relu(tf.zeros(3))")


@pytest.mark.slow
def test_keras_works(grader: Grader, double: Exercise) -> None:
    """A model is built, fitted, saved and read again in a confined child."""
    claims = claims_of(
        grader,
        double,
        """
        import keras
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        model.fit(np.ones((8, 2)), np.ones((8, 1)), epochs=1, verbose=0)
        model.save("whole.keras")
        again = keras.models.load_model("whole.keras")
        same = bool(np.allclose(again.predict(np.ones((1, 2)), verbose=0), model(np.ones((1, 2)))))
        """,
    )
    assert handles_of(claims)["same"].value is True


@pytest.mark.slow
def test_a_script_that_does_not_name_keras_does_not_pay_for_it(
    grader: Grader, double: Exercise
) -> None:
    """Neither in TensorFlow 1 nor in TensorFlow 2 is Keras imported."""
    for dialect, begin in (("tf1", "tf.disable_v2_behavior()"), ("tf2", "x = tf.ones([2])")):
        script = f"import sys\n{begin}\nloaded = 'ker' 'as.src.layers' in sys.modules\n"
        claims = claims_of(grader, double, script, dialect)
        assert handles_of(claims)["loaded"].value is False
