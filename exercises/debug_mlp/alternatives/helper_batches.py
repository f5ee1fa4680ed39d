# Batches from the helper, no `init` and no `x_flat`; flat images, top-1 for the accuracy.
import tensorflow as tf
from helper import batches
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data/", one_hot=True)

learning_rate = 0.001
training_epochs = 20

x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, 10])

weights = {
    "hidden_layer": tf.Variable(tf.truncated_normal([784, 256], stddev=0.05)),
    "out": tf.Variable(tf.truncated_normal([256, 10], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.constant(0.1, shape=[256])),
    "out": tf.Variable(tf.constant(0.1, shape=[10])),
}

hidden = tf.maximum(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"], 0)
logits = tf.matmul(hidden, weights["out"]) + biases["out"]
cost = -tf.reduce_mean(tf.reduce_sum(y * tf.nn.log_softmax(logits), axis=1))
optimizer = tf.train.GradientDescentOptimizer(learning_rate)
step = optimizer.minimize(cost)
top = tf.nn.in_top_k(logits, tf.argmax(y, 1), 1)
accuracy = tf.reduce_mean(tf.to_float(top))

sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for epoch in range(training_epochs):
    for features, labels in batches(100, mnist.train.images, mnist.train.labels):
        step.run({x: features, y: labels})
print("accuracy", accuracy.eval({x: mnist.test.images, y: mnist.test.labels}))
