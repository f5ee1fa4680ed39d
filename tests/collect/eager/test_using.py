"""Variables that no name of a script holds are found by how its network uses them."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from recorded import claims_of, graph_of, handles_of

from grader.catalog import Exercise
from grader.foundation.roles import ModelRoles
from grader.pipeline import Grader

pytestmark = pytest.mark.slow

ROLES = ModelRoles("x", ("w[0]", "w[1]"), ("b[0]", "b[1]"), ("hidden", "y"))
DATA = "x = tf.constant([[1.0, 2.0], [3.0, 4.0]])\n"
STEP = """
class Layer(tf.Module):
    def __init__(self, rows, columns):
        super().__init__()
        self.shift = tf.Variable(tf.zeros([columns]))
        self.matrix = tf.Variable(tf.ones([rows, columns]))
        self.speed = tf.Variable(tf.zeros([rows, columns]))

layers = [Layer(2, 3), Layer(3, 1)]
decay = lambda: sum(tf.nn.l2_loss(one.matrix) for one in layers)

def step(x):
    with tf.GradientTape() as tape:
        out = tf.nn.relu(x @ layers[0].matrix + layers[0].shift)
        out = tf.tensordot(out, layers[1].matrix, 1) + layers[1].shift
        cost = tf.reduce_mean(out) + decay()
    for one, slope in zip(layers, tape.gradient(cost, [one.matrix for one in layers])):
        one.speed.assign(0.5 * one.speed + slope)
        one.matrix.assign_sub(one.speed)
        one.shift.assign_add(one.shift)

for _ in range(3):
    x = tf.constant(np.ones([2, 2], np.float32))
    step(x)
"""
MODEL = """
import keras

class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = self.add_weight(shape=(2, 3), name="first")
        self.more = self.add_weight(shape=(3,), name="more")
        self.last, self.end = tf.Variable(tf.ones([3, 1])), tf.Variable([0.5])

    def call(self, x):
        return tf.nn.relu(x @ self.first + self.more) @ self.last + self.end

model = Model()
print(model(x))
"""
LAYERS = """
import keras

class Own(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.v = self.add_weight(shape=(self.units,), initializer="ones", name="v")
        self.m = self.add_weight(shape=(shape[-1], self.units), name="m")

    def call(self, x):
        return self.v + keras.ops.matmul(x, self.m)

model = keras.Sequential([Own(3), keras.layers.ReLU(), Own(1)])
print(model(x))
"""


@pytest.mark.parametrize("script", [STEP, MODEL, LAYERS], ids=["step", "model", "layers"])
def test_layers_are_found_in_the_order_of_their_use(
    grader: Grader, double: Exercise, script: str
) -> None:
    """A matrix that is used with the data is a layer's, the vector after it is its bias."""
    exercise = replace(double, rules=msgspec.structs.replace(double.rules, model=ROLES))
    claims = claims_of(grader, exercise, DATA + script)
    with graph_of(grader, exercise, claims) as graph:
        sides = [graph.shape(path) for path in ("w[0]", "b[0]", "w[1]", "b[1]")]
        assert sides == [(2, 3), (3,), (3, 1), (1,)]
        if script != STEP:
            assert np.shape(graph.run("hidden")) == (2, 3)
    assert handles_of(claims)["w[0]"].guessed == (script == STEP)


def test_a_layer_too_few_is_no_answer(grader: Grader, double: Exercise) -> None:
    """Nothing is guessed if fewer layers are used than there should be."""
    exercise = replace(double, rules=msgspec.structs.replace(double.rules, model=ROLES))
    short = STEP.replace("tf.tensordot(out, layers[1].matrix, 1)", "tf.reduce_sum(out, 1)")
    short = short.replace(
        "for one in layers])", "for one in layers], unconnected_gradients='zero')"
    )
    short = (
        short.replace("self.speed = tf", "self.speed = 0.0 * tf")
        .replace("one.speed.assign(0.5 * one.speed + slope)", "one.speed = slope")
        .replace(" + decay()", "")
    )
    assert not {"w[0]", "w[1]"} & handles_of(claims_of(grader, exercise, DATA + short)).keys()
