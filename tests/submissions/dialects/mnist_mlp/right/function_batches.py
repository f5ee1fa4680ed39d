import tensorflow as tf
from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)
learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256

weights = {
    "hidden_layer": tf.Variable(tf.random.normal([n_input, n_hidden_layer])),
    "out": tf.Variable(tf.random.normal([n_hidden_layer, n_classes])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random.normal([n_hidden_layer])),
    "out": tf.Variable(tf.random.normal([n_classes])),
}


def compute(x, y):
    x_flat = tf.reshape(x, [-1, n_input])
    layer_1 = tf.nn.relu(tf.add(tf.matmul(x_flat, weights["hidden_layer"]), biases["hidden_layer"]))
    logits = tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
    return logits, cost


@tf.function
def optimize(x, y):
    everything = list(weights.values()) + list(biases.values())
    with tf.GradientTape() as tape:
        logits, cost = compute(x, y)
    for variable, gradient in zip(everything, tape.gradient(cost, everything)):
        variable.assign_sub(learning_rate * gradient)
    return logits, cost


total_batch = mnist.train.num_examples // batch_size
for epoch in range(training_epochs):
    for i in range(total_batch):
        x, y = mnist.train.next_batch(batch_size)
        logits, cost = optimize(tf.constant(x), tf.constant(y, tf.float32))
    print("Epoch:", "%04d" % (epoch + 1), "cost=", "{:.9f}".format(cost.numpy()))
