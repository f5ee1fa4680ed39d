# A logarithm of its own, kept from infinity by a small number.
# verdict: fails large_numbers: the loss is 500; passes value
# mistake: own_logarithm
import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    chances = tf.nn.softmax(y_pred)
    each = -tf.reduce_sum(y * tf.log(chances + 1e-9), axis=1)
    return tf.reduce_mean(each)
