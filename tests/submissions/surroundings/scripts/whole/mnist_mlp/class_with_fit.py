import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data


class MLP(object):
    """784-256-10"""

    def __init__(self, lr=0.001, epochs=20, batch_size=128):
        self.lr = lr
        self.epochs = epochs
        self.batch_size = batch_size
        self.sess = None
        self._build()

    def _build(self):
        self.x = tf.placeholder(tf.float32, [None, 28, 28, 1])
        self.y = tf.placeholder(tf.float32, [None, 10])
        self.weights = {
            'hidden_layer': tf.Variable(tf.truncated_normal([784, 256], stddev=0.1)),
            'out': tf.Variable(tf.truncated_normal([256, 10], stddev=0.1)),
        }
        self.biases = {
            'hidden_layer': tf.Variable(tf.zeros([256])),
            'out': tf.Variable(tf.zeros([10])),
        }
        flat = tf.reshape(self.x, (-1, 784))
        h = tf.nn.relu(tf.matmul(flat, self.weights['hidden_layer']) + self.biases['hidden_layer'])
        self.logits = tf.matmul(h, self.weights['out']) + self.biases['out']
        self.cost = tf.reduce_mean(
            tf.nn.softmax_cross_entropy_with_logits(logits=self.logits, labels=self.y))
        self.train_op = tf.train.GradientDescentOptimizer(self.lr).minimize(self.cost)
        self.acc = tf.reduce_mean(tf.cast(
            tf.equal(tf.argmax(self.logits, 1), tf.argmax(self.y, 1)), tf.float32))

    def fit(self, data):
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())
        history = []
        for epoch in range(self.epochs):
            losses = []
            for _ in range(data.num_examples // self.batch_size):
                xb, yb = data.next_batch(self.batch_size)
                _, l = self.sess.run([self.train_op, self.cost], {self.x: xb, self.y: yb})
                losses.append(l)
            history.append(np.mean(losses))
        return history

    def score(self, data):
        return self.sess.run(self.acc, {self.x: data.images, self.y: data.labels})


if __name__ == '__main__':
    mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)
    model = MLP()
    history = model.fit(mnist.train)
    print('loss: {:.4f} -> {:.4f}'.format(history[0], history[-1]))
    print('accuracy', model.score(mnist.test))
