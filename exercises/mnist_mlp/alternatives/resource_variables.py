# Resource variables (eager execution is off, nothing else), ceil batches, a named cross-entropy.
import math

import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input, n_classes, n_hidden_layer = 784, 10, 256

weights = {
    "hidden_layer": tf.Variable(tf.truncated_normal([n_input, n_hidden_layer], stddev=0.1)),
    "out": tf.Variable(tf.truncated_normal([n_hidden_layer, n_classes], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros(n_hidden_layer)),
    "out": tf.Variable(tf.zeros(n_classes)),
}

x = tf.placeholder(tf.float32, (None, 28, 28, 1), name="images")
y = tf.placeholder(tf.float64, (None, n_classes), name="labels")

x_flat = tf.reshape(x, (tf.shape(x)[0], n_input))
layer_1 = tf.maximum(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"], 0.0)
logits = tf.nn.bias_add(tf.matmul(layer_1, weights["out"]), biases["out"])
losses = tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.stop_gradient(y), logits=logits)
cost = tf.reduce_sum(losses) / tf.cast(tf.size(losses), tf.float32)
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
init = tf.global_variables_initializer()

sess = tf.Session()
sess.run(init)
for epoch in range(training_epochs):
    average = 0.0
    n_batches = math.ceil(mnist.train.num_examples / batch_size)
    for batch in range(n_batches):
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        _, c = sess.run([optimizer, cost], {x: batch_x, y: batch_y})
        average += c / n_batches
    print(f"epoch {epoch + 1:2}: mean cost {average:.4f}")
sess.close()
