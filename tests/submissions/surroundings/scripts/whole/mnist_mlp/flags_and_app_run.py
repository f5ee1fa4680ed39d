from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import argparse
import sys

from tensorflow.examples.tutorials.mnist import input_data

import tensorflow as tf

FLAGS = None


def main(_):
  # Import data
  mnist = input_data.read_data_sets(FLAGS.data_dir, one_hot=True, reshape=False)

  # Create the model
  x = tf.placeholder(tf.float32, [None, 28, 28, 1])
  weights = {
      'hidden_layer': tf.Variable(tf.random_normal([784, 256])),
      'out': tf.Variable(tf.random_normal([256, 10])),
  }
  biases = {
      'hidden_layer': tf.Variable(tf.random_normal([256])),
      'out': tf.Variable(tf.random_normal([10])),
  }
  h = tf.nn.relu(tf.matmul(tf.reshape(x, [-1, 784]), weights['hidden_layer']) + biases['hidden_layer'])
  logits = tf.matmul(h, weights['out']) + biases['out']

  # Define loss and optimizer
  y = tf.placeholder(tf.float32, [None, 10])
  cost = tf.reduce_mean(
      tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
  train_step = tf.train.GradientDescentOptimizer(FLAGS.learning_rate).minimize(cost)

  sess = tf.InteractiveSession()
  tf.global_variables_initializer().run()
  # Train
  for _ in range(FLAGS.epochs * mnist.train.num_examples // FLAGS.batch_size):
    batch_xs, batch_ys = mnist.train.next_batch(FLAGS.batch_size)
    sess.run(train_step, feed_dict={x: batch_xs, y: batch_ys})

  # Test trained model
  correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
  accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
  print(sess.run(accuracy, feed_dict={x: mnist.test.images,
                                      y: mnist.test.labels}))


if __name__ == '__main__':
  parser = argparse.ArgumentParser()
  parser.add_argument('--data_dir', type=str, default='/tmp/tensorflow/mnist/input_data',
                      help='Directory for storing input data')
  parser.add_argument('--learning_rate', type=float, default=0.001)
  parser.add_argument('--batch_size', type=int, default=128)
  parser.add_argument('--epochs', type=int, default=20)
  FLAGS, unparsed = parser.parse_known_args()
  tf.app.run(main=main, argv=[sys.argv[0]] + unparsed)
