# Resource variables in scopes; the accuracy is the update of a streaming metric.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.enable_resource_variables()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256

weights, biases = {}, {}
for key, n_in, n_out in (("hidden_layer", n_input, n_hidden_layer), ("out", n_hidden_layer, n_classes)):
    with tf.variable_scope(key):
        weights[key] = tf.get_variable("weights", [n_in, n_out])
        biases[key] = tf.get_variable("biases", [n_out], initializer=tf.zeros_initializer())

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu_layer(x_flat, weights["hidden_layer"], biases["hidden_layer"])
logits = tf.nn.xw_plus_b(layer_1, weights["out"], biases["out"])

cost = tf.losses.softmax_cross_entropy(y, logits)
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
_, accuracy = tf.metrics.accuracy(labels=tf.argmax(y, 1), predictions=tf.argmax(logits, 1))
init = tf.group(tf.global_variables_initializer(), tf.local_variables_initializer())

with tf.Session() as session:
    session.run(init)
    for epoch in range(training_epochs):
        for _ in range(mnist.train.num_examples // batch_size):
            batch_x, batch_y = mnist.train.next_batch(batch_size)
            session.run(optimizer, feed_dict={x: batch_x, y: batch_y})
    for start in range(0, mnist.test.num_examples, 250):
        rows = slice(start, start + 250)
        feed = {x: mnist.test.images[rows], y: mnist.test.labels[rows]}
        print("accuracy so far", session.run(accuracy, feed_dict=feed))
