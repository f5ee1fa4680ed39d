import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

import functools


def lazy_property(function):
    attribute = '_cache_' + function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            setattr(self, attribute, function(self))
        return getattr(self, attribute)
    return decorator


class Model:
    def __init__(self, x, y, beta=0.01):
        self.x, self.y, self.beta = x, y, beta
        self.weights = {'hidden_layer': tf.Variable(tf.random_normal([784, 256], stddev=0.1)),
                        'out': tf.Variable(tf.random_normal([256, 10], stddev=0.1))}
        self.biases = {'hidden_layer': tf.Variable(tf.zeros([256])), 'out': tf.Variable(tf.zeros([10]))}
        self.logits
        self.optimize

    @lazy_property
    def logits(self):
        h = tf.nn.relu(tf.matmul(tf.reshape(self.x, [-1, 784]), self.weights['hidden_layer']) + self.biases['hidden_layer'])
        return tf.matmul(h, self.weights['out']) + self.biases['out']

    @lazy_property
    def cost(self):
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=self.logits, labels=self.y))

    @lazy_property
    def loss(self):
        return self.cost + self.beta * sum(tf.nn.l2_loss(w) for w in self.weights.values())

    @lazy_property
    def optimize(self):
        return tf.train.GradientDescentOptimizer(0.001).minimize(self.loss)


def main():
    x = tf.placeholder(tf.float32, [None, 28, 28, 1])
    y = tf.placeholder(tf.float32, [None, 10])
    model = Model(x, y)
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    for epoch in range(20):
        for _ in range(mnist.train.num_examples // 128):
            images, labels = mnist.train.next_batch(128)
            sess.run(model.optimize, {x: images, y: labels})
        print('cost {:6.2f}'.format(sess.run(model.cost, {x: mnist.test.images, y: mnist.test.labels})))


main()
