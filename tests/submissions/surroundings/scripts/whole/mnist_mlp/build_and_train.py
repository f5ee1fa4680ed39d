import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
from tqdm import tqdm
import matplotlib.pyplot as plt


def build():
    weights = {"hidden_layer": tf.Variable(tf.random_normal([784, 256])), "out": tf.Variable(tf.random_normal([256, 10]))}
    biases = {"hidden_layer": tf.Variable(tf.random_normal([256])), "out": tf.Variable(tf.random_normal([10]))}
    x = tf.placeholder(tf.float32, [None, 28, 28, 1])
    y = tf.placeholder(tf.float32, [None, 10])
    x_flat = tf.reshape(x, [-1, 784])
    layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
    logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.001).minimize(cost)
    return x, y, cost, optimizer


def train(x, y, cost, optimizer, epochs=20, batch_size=128):
    mnist = input_data.read_data_sets("MNIST_data/", one_hot=True, reshape=False)
    costs = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for epoch in tqdm(range(epochs)):
            for _ in range(mnist.train.num_examples // batch_size):
                batch = mnist.train.next_batch(batch_size)
                session.run(optimizer, feed_dict={x: batch[0], y: batch[1]})
            costs.append(session.run(cost, feed_dict={x: batch[0], y: batch[1]}))
            tqdm.write("cost %f" % costs[-1])
    return costs


plt.plot(train(*build()))
plt.show()
