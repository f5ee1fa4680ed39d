"""Which TensorFlow a script speaks is told by the names that it uses."""

import pytest

from grader.collect.dialect import dialect_of

pytestmark = pytest.mark.slow  # TensorFlow is asked which names it has

PLAIN = "import tensorflow as tf\n"
FIRST = [
    "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\nx = tf.constant(1.0)",
    "import tensorflow.compat.v1 as tf\nx = tf.Variable(1.0)",
    "from tensorflow.compat import v1 as tf\nx = tf.Variable(1.0)",
    f"{PLAIN}with tf.Session() as s:\n    pass",
    f"{PLAIN}tf.compat.v1.disable_eager_execution()",
    f"{PLAIN}x = tf.placeholder(tf.float32)",
    f"{PLAIN}o = tf.compat.v1.train.GradientDescentOptimizer(0.1)",
    f"{PLAIN}t = tf.GradientTape()\nx = tf.compat.v1.placeholder(tf.float32)",
    f"{PLAIN}x = tf.compat.v1.placeholder(tf.float32)\ny = tf.compat.v1.nn.xw_plus_b(x, x, x)",
    f"{PLAIN}y = tf.nn.xw_plus_b(1, 2, 3)",
    "import tensorflow.compat.v1 as tf\ny = tf.nn.xw_plus_b(1, 2, 3)",
    f"{PLAIN}x = tf.placeholder(tf.float32)\nprint(x.numpy())",
    f"{PLAIN}step = tf.train.GradientDescentOptimizer(0.1)",
    f"{PLAIN}with tf.train.MonitoredSession() as s:\n    pass",
    f"{PLAIN}x = tf.mul(1.0, 2.0)",
    f"{PLAIN}x = tf.contrib.layers.flatten(1)",
    f"{PLAIN}h = tf.layers.dense(1, 2)",
    f"{PLAIN}w = tf.train.SummaryWriter('logs')",
    "from tensorflow import placeholder as p\nx = p('float32')",
    "from tensorflow.examples.tutorials.mnist import input_data",
    "import numpy as np\nx = np.zeros(3)",
    "import tensorflow as tf\nx = (",
    "",
]
SECOND = [
    f"{PLAIN}x = tf.Variable(1.0) * 2.0\nprint(x)",
    f"{PLAIN}with tf.GradientTape() as t:\n    pass",
    f"{PLAIN}model = tf.keras.Sequential([tf.keras.layers.Dense(3)])",
    f"{PLAIN}o = tf.keras.optimizers.Adam()\ntf.train.Checkpoint()",
    f"{PLAIN}tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)\nx = tf.zeros(3)",
    "from tensorflow.compat.v1 import ConfigProto, InteractiveSession\nimport tensorflow as tf\n"
    "c = ConfigProto()\nc.gpu_options.allow_growth = True\ns = InteractiveSession(config=c)",
    f"{PLAIN}o = tf.compat.v1.train.GradientDescentOptimizer(0.1)\nt = tf.GradientTape()",
    f"{PLAIN}y = tf.compat.v1.nn.xw_plus_b(1, 2, 3)\nprint(y.numpy())",
    f"{PLAIN}y = tf.compat.v1.nn.xw_plus_b(1, 2, 3)\nprint(y)",
    f"{PLAIN}y = tf.compat.v1.to_float(1)\nc = tf.compat.v1.losses.mean_squared_error(y, y)",
    "import keras\nm = keras.Sequential()",
    "from keras.layers import Dense",
    "from tensorflow.keras import layers\nd = layers.Dense(3)",
    "from tensorflow import keras, constant\nx = constant(1.0)",
    "import tensorflow.keras as k\nd = k.layers.Dense(3)",
]


@pytest.mark.parametrize("source", FIRST)
def test_names_of_the_first_tell_it(source: str) -> None:
    """A session, a placeholder or a name that is gone is TensorFlow 1; so is no TensorFlow."""
    assert dialect_of(source, "any") == "tf1"


@pytest.mark.parametrize("source", SECOND)
def test_others_speak_the_second(source: str) -> None:
    """What has no such name, and imports TensorFlow or Keras, is TensorFlow 2."""
    assert dialect_of(source, "any") == "tf2"


def test_an_exercise_may_decide() -> None:
    """What an exercise wants is taken as it is, whatever the script says."""
    assert dialect_of(SECOND[0], "tf1") == "tf1"
    assert dialect_of(FIRST[0], "tf2") == "tf2"
