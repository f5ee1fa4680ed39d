"""Asks for the accuracy of a prediction that is fed, like the labels."""

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

calculate_accuracy = __import__("3-calculate_accuracy").calculate_accuracy

y = tf.placeholder(tf.float32, [None, arguments["classes"]], name="y")
y_pred = tf.placeholder(tf.float32, [None, arguments["classes"]], name="y_pred")
accuracy = calculate_accuracy(y, y_pred)
