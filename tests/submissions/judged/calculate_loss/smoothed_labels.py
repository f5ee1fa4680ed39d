# Labels that are smoothed: another loss, but no logarithm of its own.
# verdict: fails value
# mistake: none
import tensorflow.compat.v1 as tf


def calculate_loss(y, y_pred):
    return tf.losses.softmax_cross_entropy(y, y_pred, label_smoothing=0.05)
