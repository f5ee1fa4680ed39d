import numpy as np
import tensorflow as tf

save_file = './model.ckpt'


def build():
    weights = tf.Variable(tf.truncated_normal([2, 3]))
    bias = tf.Variable(tf.truncated_normal([3]))
    return weights, bias, tf.train.Saver()


def save(path):
    tf.reset_default_graph()
    weights, bias, saver = build()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        values = sess.run([weights, bias])
        saver.save(sess, path)
    return values


def load(path):
    tf.reset_default_graph()
    weights, bias, saver = build()
    with tf.Session() as sess:
        saver.restore(sess, path)
        return sess.run([weights, bias])


if __name__ == '__main__':
    before = save(save_file)
    after = load(save_file)
    for a, b in zip(before, after):
        np.testing.assert_allclose(a, b)
    print(before)
    print(after)
