import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.')

def even_or_odd(digits):
    return np.eye(2)[digits % 2]

x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, 2])

weights = {
    'hidden_layer': tf.Variable(tf.truncated_normal([784, 256], stddev=0.05)),
    'out': tf.Variable(tf.truncated_normal([256, 2], stddev=0.05)),
}
biases = {'hidden_layer': tf.Variable(tf.zeros([256])), 'out': tf.Variable(tf.zeros([2]))}

layer_1 = tf.nn.relu(tf.matmul(x, weights['hidden_layer']) + biases['hidden_layer'])

logits = tf.matmul(layer_1, weights['out']) + biases['out']
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32))
optimizer = tf.train.GradientDescentOptimizer(0.01).minimize(cost, var_list=[weights['out'], biases['out']])
held = {x: mnist.validation.images, y: even_or_odd(mnist.validation.labels)}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    saver = tf.train.Saver({'hidden_layer/weights': weights['hidden_layer'], 'hidden_layer/bias': biases['hidden_layer']})
    saver.restore(sess, tf.train.latest_checkpoint('.') or './pretrained.ckpt')
    print('before', sess.run([cost, accuracy], held))
    for epoch in range(5):
        for _ in range(mnist.train.num_examples // 100):
            images, digits = mnist.train.next_batch(100)
            sess.run(optimizer, feed_dict={x: images, y: np.stack([digits % 2 == 0, digits % 2 == 1], axis=1).astype(np.float32)})
        print('epoch', epoch, sess.run([cost, accuracy], held))
