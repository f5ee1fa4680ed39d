import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.')

def even_or_odd(digits):
    return np.eye(2)[digits % 2]

x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, 2])

weights, biases = {}, {}
for name, n_in, n_out in [('hidden_layer', 784, 256), ('out', 256, 2)]:
    with tf.variable_scope(name):
        weights[name] = tf.get_variable('weights', [n_in, n_out], initializer=tf.truncated_normal_initializer(stddev=0.05))
        biases[name] = tf.get_variable('bias', [n_out], initializer=tf.zeros_initializer())

layer_1 = tf.nn.relu(tf.matmul(x, weights['hidden_layer']) + biases['hidden_layer'])

logits = tf.matmul(layer_1, weights['out']) + biases['out']
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32))

train_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='out')
print([v.name for v in train_vars])
optimizer = tf.train.GradientDescentOptimizer(0.01).minimize(cost, var_list=train_vars)

held = {x: mnist.validation.images, y: even_or_odd(mnist.validation.labels)}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    restorer = tf.train.Saver(tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='hidden_layer'))
    restorer.restore(sess, './pretrained.ckpt')
    print('before', sess.run([cost, accuracy], held))
    for epoch in range(5):
        for _ in range(mnist.train.num_examples // 100):
            images, digits = mnist.train.next_batch(100)
            sess.run(optimizer, feed_dict={x: images, y: even_or_odd(digits)})
        print('epoch', epoch, sess.run([cost, accuracy], held))
