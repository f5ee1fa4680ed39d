import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'
import time

import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("./data", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128

tf.reset_default_graph()

with tf.name_scope('input'):
    x = tf.placeholder(tf.float32, [None, 28, 28, 1], name='x-input')
    y = tf.placeholder(tf.float32, [None, 10], name='y-input')
    x_flat = tf.layers.flatten(x)

weights, biases = {}, {}


def dense(inputs, n_out, name, activation=None):
    n_in = inputs.get_shape().as_list()[1]
    with tf.variable_scope(name):
        weights[name] = tf.get_variable('W', [n_in, n_out], initializer=tf.random_normal_initializer(stddev=0.1))
        biases[name] = tf.get_variable('b', [n_out], initializer=tf.zeros_initializer())
        z = tf.nn.xw_plus_b(inputs, weights[name], biases[name])
        return activation(z) if activation is not None else z


hidden = dense(x_flat, 256, 'hidden_layer', tf.nn.relu)
logits = dense(hidden, 10, 'out')

with tf.name_scope('loss'):
    xent = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits, name='xent')
    cost = tf.reduce_mean(xent, name='loss')
    tf.summary.scalar('loss', cost)

with tf.name_scope('train'):
    global_step = tf.train.get_or_create_global_step()
    train_op = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost, global_step=global_step)

merged = tf.summary.merge_all()
config = tf.ConfigProto(allow_soft_placement=True)
config.gpu_options.allow_growth = True

with tf.Session(config=config) as sess:
    writer = tf.summary.FileWriter('./graphs/mlp', sess.graph)
    start_time = time.time()
    sess.run(tf.global_variables_initializer())
    n_batches = int(mnist.train.num_examples / batch_size)
    for i in range(training_epochs):
        total_loss = 0
        for _ in range(n_batches):
            X_batch, Y_batch = mnist.train.next_batch(batch_size)
            _, loss_batch, summary, step = sess.run([train_op, cost, merged, global_step], {x: X_batch, y: Y_batch})
            total_loss += loss_batch
        writer.add_summary(summary, step)
        print('Average loss epoch {0}: {1}'.format(i, total_loss / n_batches))
    print('Total time: {0} seconds'.format(time.time() - start_time))
    writer.close()
