import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
learning_rate, training_epochs, batch_size = 0.001, 20, 128
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256])),
    "out": tf.Variable(tf.random.normal([256, 10])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random.normal([256])),
    "out": tf.Variable(tf.random.normal([10])),
}
params = list(weights.values()) + list(biases.values())
total_batch = mnist.train.num_examples // batch_size
optimizer = tf.compat.v1.train.GradientDescentOptimizer(learning_rate)


def net(x):
    layer_1 = tf.nn.relu(tf.add(tf.matmul(x, weights["hidden_layer"]), biases["hidden_layer"]))
    return tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])


for epoch in range(training_epochs):
    for i in range(total_batch):
        x, y = mnist.train.next_batch(batch_size)
        x, y = tf.constant(x, tf.float32), tf.constant(y, tf.float32)
        with tf.GradientTape() as tape:
            logits = net(x)
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        grads = tape.gradient(cost, params)
        optimizer.apply_gradients(zip(grads, params))
    print(epoch + 1, float(cost))
