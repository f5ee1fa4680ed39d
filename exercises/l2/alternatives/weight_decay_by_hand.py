# The step by hand: the gradient of the cost, and beta times each weight taken away beside it.
import tensorflow as tf
from helper import batches
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data/", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 5
batch_size = 64
beta = tf.constant(0.01)
n_input = 784
n_classes = 10
n_hidden_layer = 256

weights = {
    "hidden_layer": tf.Variable(tf.random_uniform([n_input, n_hidden_layer], -0.2, 0.2)),
    "out": tf.Variable(tf.random_uniform([n_hidden_layer, n_classes], -0.2, 0.2)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.maximum(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"], 0.0)
logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
cost = -tf.reduce_mean(tf.reduce_sum(y * tf.nn.log_softmax(logits), axis=1))
everything = tf.concat([tf.reshape(w, [-1]) for w in weights.values()], axis=0)
loss = cost + beta / 2 * tf.reduce_sum(everything ** 2)

updates = []
for parameters, decay in ((weights, beta), (biases, 0.0)):
    names = list(parameters)
    for name, gradient in zip(names, tf.gradients(cost, [parameters[n] for n in names])):
        updates.append((parameters[name], learning_rate * (gradient + decay * parameters[name])))
with tf.control_dependencies([change for _, change in updates]):
    optimizer = [variable.assign_sub(change) for variable, change in updates]

init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(training_epochs):
        for features, labels in batches(batch_size, mnist.train.images, mnist.train.labels):
            sess.run(optimizer, {x: features, y: labels})
        print(epoch, sess.run(loss, {x: mnist.validation.images, y: mnist.validation.labels}))
