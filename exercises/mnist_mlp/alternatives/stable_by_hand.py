# The cross-entropy by hand, with a log-sum-exp that cannot overflow; sliced batches in file order.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets("./data/", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256


def variable(*shape):
    return tf.Variable(tf.random_uniform(shape, -0.5, 0.5))


weights = {
    "hidden_layer": variable(n_input, n_hidden_layer),
    "out": variable(n_hidden_layer, n_classes),
}
biases = {"hidden_layer": variable(n_hidden_layer), "out": variable(n_classes)}

x = tf.placeholder(tf.float32)
y = tf.placeholder(tf.float32)

x_flat = tf.reshape(x, [-1, n_input])
hidden = tf.einsum("ni,ih->nh", x_flat, weights["hidden_layer"]) + biases["hidden_layer"]
layer_1 = tf.where(hidden > 0, hidden, tf.zeros_like(hidden))
logits = tf.matmul(weights["out"], layer_1, transpose_a=True, transpose_b=True)
logits = tf.transpose(logits) + biases["out"]

largest = tf.stop_gradient(tf.reduce_max(logits, axis=1, keepdims=True))
shifted = logits - largest
log_sum = tf.log(tf.reduce_sum(tf.exp(shifted), axis=1))
cost = tf.reduce_mean(log_sum - tf.reduce_sum(y * shifted, axis=1))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
init = tf.global_variables_initializer()

with tf.Session() as session:
    session.run(init)
    images, labels = mnist.train.images, mnist.train.labels
    for epoch in range(training_epochs):
        for i in range(len(images) // batch_size):
            rows = slice(i * batch_size, (i + 1) * batch_size)
            feed = {x: images[rows], y: labels[rows]}
            _, last = session.run((optimizer, cost), feed_dict=feed)
        print(epoch, last)
    logits, cost = session.run([logits, cost], {x: images[:5], y: labels[:5]})
    print(logits, cost)
