from __future__ import division
import tensorflow as tf
from keras.datasets import mnist
from keras.utils import np_utils
import numpy as np

(X_train, Y_train), (X_test, Y_test) = mnist.load_data()
X_train = X_train.reshape(-1, 28, 28, 1).astype('float32') / 255
X_test = X_test.reshape(-1, 28, 28, 1).astype('float32') / 255
Y_train = np_utils.to_categorical(Y_train, 10)
Y_test = np_utils.to_categorical(Y_test, 10)


def minibatches(inputs, targets, size, shuffle=True):
    idx = np.arange(inputs.shape[0])
    if shuffle:
        np.random.shuffle(idx)
    for s in range(0, len(idx), size):
        yield inputs[idx[s:s + size]], targets[idx[s:s + size]]


x = tf.placeholder(tf.float32, (None, 28, 28, 1))
y = tf.placeholder(tf.float32, (None, 10))
weights = {'hidden_layer': tf.Variable(tf.random_normal([784, 256], 0, .1)), 'out': tf.Variable(tf.random_normal([256, 10], 0, .1))}
biases = {'hidden_layer': tf.Variable(tf.zeros([256])), 'out': tf.Variable(tf.zeros([10]))}
h = tf.nn.relu(tf.matmul(tf.reshape(x, [-1, 784]), weights['hidden_layer']) + biases['hidden_layer'])
logits = tf.matmul(h, weights['out']) + biases['out']
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for ep in range(20):
        loss = [sess.run([cost, optimizer], {x: bx, y: by})[0] for bx, by in minibatches(X_train, Y_train, 128)]
        print('epoch %d: %.3f' % (ep, sum(loss) / len(loss)))
