# The layers of the loaded model in a functional one; the loss is a function of TensorFlow.
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".")
images, large = mnist.train.images, (mnist.train.labels >= 5).astype("float32").reshape(-1, 1)

old_model = keras.models.load_model("digits.keras")
old_model.trainable = False
features = old_model.get_layer("strokes").output
score = keras.layers.Dense(1, kernel_initializer="he_normal")(features)
model = keras.Model(old_model.inputs, score)


def loss(y_true, y_pred):
    entropies = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)
    return tf.reduce_mean(entropies, axis=-1)


model.compile(keras.optimizers.SGD(0.1), loss)
model.fit(images, large, 64, 5, validation_split=0.1, verbose=2)
