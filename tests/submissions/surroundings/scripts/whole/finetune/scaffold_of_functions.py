import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.')

PRETRAINED = './pretrained.ckpt'


def build_model():
    x = tf.placeholder(tf.float32, [None, 784], name='x')
    y = tf.placeholder(tf.float32, [None, 2], name='y')
    with tf.variable_scope('hidden_layer'):
        w1 = tf.get_variable('weights', shape=(784, 256))
        b1 = tf.get_variable('bias', shape=(256,), initializer=tf.zeros_initializer)
    with tf.variable_scope('new_head'):
        w2 = tf.get_variable('weights', shape=(256, 2))
        b2 = tf.get_variable('bias', shape=(2,), initializer=tf.zeros_initializer)
    weights = {'hidden_layer': w1, 'out': w2}
    biases = {'hidden_layer': b1, 'out': b2}
    hidden = tf.nn.relu(tf.matmul(x, w1) + b1)
    logits = tf.matmul(hidden, w2) + b2
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    correct = tf.equal(tf.argmax(logits, axis=1), tf.argmax(y, axis=1))
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    return dict(x=x, y=y, weights=weights, biases=biases, logits=logits, cost=cost, accuracy=accuracy)


def one_hot(digits):
    out = np.zeros((len(digits), 2))
    out[np.arange(len(digits)), digits % 2] = 1
    return out


def main():
    net = build_model()
    head = [v for v in tf.trainable_variables() if v.name.startswith('new_head')]
    train = tf.train.GradientDescentOptimizer(0.01).minimize(net['cost'], var_list=head)
    to_restore = [v for v in tf.global_variables() if v not in head]
    with tf.Session() as sess:
        sess.run(tf.variables_initializer(tf.global_variables()))
        tf.train.Saver(to_restore).restore(sess, PRETRAINED)
        for e in range(5):
            for i in range(mnist.train.num_examples // 100):
                xb, d = mnist.train.next_batch(100)
                sess.run(train, {net['x']: xb, net['y']: one_hot(d)})
            acc = sess.run(net['accuracy'], {net['x']: mnist.validation.images, net['y']: one_hot(mnist.validation.labels)})
            print('epoch %d: %.3f' % (e, acc))


if __name__ == '__main__':
    main()
