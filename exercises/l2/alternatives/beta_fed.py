# `beta` is a placeholder that is fed in every run; the penalty is written with squares and sums.
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256

x = tf.placeholder(tf.float32, [None, 28, 28, 1], name="images")
y = tf.placeholder(tf.float32, [None, n_classes], name="labels")
beta = tf.placeholder(tf.float32, [], name="beta")

weights = {
    "hidden_layer": tf.Variable(tf.truncated_normal([n_input, n_hidden_layer], stddev=0.05)),
    "out": tf.Variable(tf.truncated_normal([n_hidden_layer, n_classes], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.fill([1, n_hidden_layer], 0.1)),
    "out": tf.Variable(tf.fill([1, n_classes], 0.1)),
}

x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(x_flat @ weights["hidden_layer"] + biases["hidden_layer"])
logits = layer_1 @ weights["out"] + biases["out"]
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=logits))

squares = [tf.reduce_sum(tf.square(matrix)) / 2 for matrix in weights.values()]
loss = tf.add(cost, tf.multiply(beta, tf.add_n(squares)), name="loss")
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(loss)
init = tf.global_variables_initializer()

session = tf.Session()
session.run(init)
for epoch in range(training_epochs):
    for _ in range(mnist.train.num_examples // batch_size + 1):
        images, labels = mnist.train.next_batch(batch_size)
        session.run(optimizer, {x: images, y: labels, beta: 0.01})
for value in (0, 0.01):
    feed = {x: mnist.validation.images, y: mnist.validation.labels, beta: value}
    print("beta", value, "loss", session.run(loss, feed))
session.close()
