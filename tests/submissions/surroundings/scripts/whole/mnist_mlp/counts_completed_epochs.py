import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
import sys

mnist = input_data.read_data_sets("data/mnist", one_hot=True, reshape=False)
n_input, n_hidden, n_output = 28 * 28, 256, 10
lr = 0.001
batch_size = 128

x = tf.placeholder(tf.float32, shape=[None, 28, 28, 1], name='x')
y = tf.placeholder(tf.float32, shape=[None, n_output], name='y')
with tf.variable_scope('mlp', initializer=tf.contrib.layers.xavier_initializer()):
    weights = {
        'hidden_layer': tf.get_variable('w1', [n_input, n_hidden]),
        'out': tf.get_variable('w2', [n_hidden, n_output]),
    }
    biases = {
        'hidden_layer': tf.get_variable('b1', [n_hidden], initializer=tf.constant_initializer(0.0)),
        'out': tf.get_variable('b2', [n_output], initializer=tf.constant_initializer(0.0)),
    }
x_flat = tf.contrib.layers.flatten(x)
hidden = tf.nn.relu(x_flat @ weights['hidden_layer'] + biases['hidden_layer'])
logits = hidden @ weights['out'] + biases['out']
cost = tf.losses.softmax_cross_entropy(onehot_labels=y, logits=logits)
trainer = tf.train.GradientDescentOptimizer(lr)
train = trainer.apply_gradients(trainer.compute_gradients(cost))

sess = tf.Session()
try:
    sess.run(tf.initialize_all_variables())
    while mnist.train.epochs_completed < 20:
        b = mnist.train.next_batch(batch_size)
        sess.run(train, {x: b[0], y: b[1]})
    sys.stdout.write("loss %f\n" % sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
finally:
    sess.close()
