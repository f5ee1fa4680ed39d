import tensorflow.compat.v1 as tf


def forward_prop(x, layer_sizes=[], activations=[]):
    for size, activation in zip(layer_sizes, activations):
        width = x.shape.as_list()[1]
        w = tf.Variable(tf.random_normal([width, size], stddev=0.1))
        b = tf.Variable(tf.zeros([size]))
        x = tf.matmul(x, w) + b
        x = activation(x) if activation else x
    return x
