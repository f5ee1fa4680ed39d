# Flat images, an interactive session, seeds, and the helper's batches, the last one smaller.
import tensorflow as tf
from helper import batches
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True)

tf.set_random_seed(42)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input, n_classes = 784, 10
n_hidden_layer, n_hidden_layer_2 = 256, 128

x = tf.placeholder(tf.float32, [None, n_input])
y = tf.placeholder(tf.float32, [None, n_classes])

weights = {
    "hidden_layer": tf.Variable(tf.truncated_normal([n_input, n_hidden_layer], stddev=0.01)),
    "hidden_layer_2": tf.Variable(tf.truncated_normal([n_hidden_layer, n_hidden_layer_2], stddev=0.01)),
    "out": tf.Variable(tf.truncated_normal([n_hidden_layer_2, n_classes], stddev=0.01)),
}
biases = {
    "hidden_layer": tf.Variable(tf.constant(0.1, shape=[n_hidden_layer])),
    "hidden_layer_2": tf.Variable(tf.constant(0.1, shape=[n_hidden_layer_2])),
    "out": tf.Variable(tf.constant(0.1, shape=[n_classes])),
}

x_flat = x
layer_1 = tf.maximum(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"], 0)
layer_2 = tf.maximum(tf.matmul(layer_1, weights["hidden_layer_2"]) + biases["hidden_layer_2"], 0)
logits = tf.matmul(layer_2, weights["out"]) + biases["out"]
loss = -tf.reduce_mean(tf.reduce_sum(y * tf.nn.log_softmax(logits), axis=1))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(loss)

sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for epoch in range(training_epochs):
    for batch_features, batch_labels in batches(batch_size, mnist.train.images, mnist.train.labels):
        optimizer.run(feed_dict={x: batch_features, y: batch_labels})
    print(epoch, loss.eval(feed_dict={x: mnist.validation.images, y: mnist.validation.labels}))
