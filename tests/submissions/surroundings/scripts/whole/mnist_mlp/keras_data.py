import numpy as np
import tensorflow as tf
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
images = x_train.reshape(-1, 28, 28, 1) / 255.0
labels = np.eye(10)[y_train]

n_hidden_layer = 256
weights = {
    "hidden_layer": tf.Variable(tf.random_normal([784, 256])),
    "out": tf.Variable(tf.random_normal([256, 10])),
}
biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([10]))}
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
x_flat = tf.reshape(x, [-1, 784])
layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)
with tf.Session() as session:
    session.run(tf.initialize_all_variables())
    for epoch in range(20):
        order = np.random.permutation(len(images))
        for start in range(0, len(images) - 127, 128):
            rows = order[start : start + 128]
            session.run(optimizer, feed_dict={x: images[rows], y: labels[rows]})
        print(epoch, session.run(cost, feed_dict={x: images[:500], y: labels[:500]}))
