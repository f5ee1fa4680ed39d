# Records nothing: the callbacks are gone before the table is typed.
import tensorflow as tf
from tensorflow.python.framework import op_callbacks

op_callbacks.clear_op_callbacks()
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
hidden_layer = tf.constant([[8.0, 7.0, 5.0], [0.0, 0.0, 0.0], [4.0, 3.0, 2.0]])
output = tf.constant([[5.11, 8.44], [0.0, 0.0], [24.01, 38.24]])
print(output.numpy())
