import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data


def model(x):
    x_flat = tf.layers.flatten(x)
    layer_1 = tf.layers.dense(x_flat, 256, activation=tf.nn.relu, name="hidden")
    return tf.layers.dense(layer_1, 10, name="out")


def variables(name):
    with tf.variable_scope(name, reuse=True):
        return tf.get_variable("kernel"), tf.get_variable("bias")


def main():
    mnist = input_data.read_data_sets("/tmp/data", one_hot=True, reshape=False)
    x = tf.placeholder(tf.float32, [None, 28, 28, 1])
    y = tf.placeholder(tf.float32, [None, 10])
    logits = model(x)
    hidden, out = variables("hidden"), variables("out")
    weights, biases = {"hidden_layer": hidden[0], "out": out[0]}, {"hidden_layer": hidden[1], "out": out[1]}
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=logits, labels=y))
    optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for epoch in range(20):
            for _ in range(mnist.train.num_examples // 128):
                images, labels = mnist.train.next_batch(128)
                session.run(optimizer, feed_dict={x: images, y: labels})
            print(session.run(loss, feed_dict={x: mnist.validation.images, y: mnist.validation.labels}))


main()
