# tf.losses, a loss that runs the step as it is fetched, and a main function that tf.app.run calls.
import sys

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.enable_resource_variables()

from grader.data import read_data_sets

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256

mnist = read_data_sets(".", one_hot=True, reshape=False)

x = tf.placeholder_with_default(np.zeros([1, 28, 28, 1], np.float32), [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])


def dense(inputs, key, n_in, n_out):
    weights[key] = tf.Variable(np.random.normal(0, 0.1, [n_in, n_out]).astype("float32"))
    biases[key] = tf.Variable(np.zeros(n_out, "float32"))
    return tf.tensordot(inputs, weights[key], 1) + biases[key]


weights, biases = {}, {}
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(dense(x_flat, "hidden_layer", n_input, n_hidden_layer))
logits = dense(layer_1, "out", n_hidden_layer, n_classes)
cost = tf.losses.softmax_cross_entropy(onehot_labels=y, logits=logits)

optimizer = tf.train.GradientDescentOptimizer(learning_rate)
optimizer = optimizer.apply_gradients(optimizer.compute_gradients(cost))
with tf.control_dependencies([optimizer]):
    trained_cost = tf.identity(cost)

init = tf.global_variables_initializer()


def main(_):
    with tf.Session() as session:
        session.run(init)
        steps = training_epochs * (mnist.train.num_examples // batch_size + 1)
        for step in range(steps):
            images, labels = mnist.train.next_batch(batch_size)
            c = session.run(trained_cost, feed_dict={x: images, y: labels})
            if step % 200 == 0:
                print(step, c)
    sys.exit(0)


if __name__ == "__main__":
    tf.app.run()
