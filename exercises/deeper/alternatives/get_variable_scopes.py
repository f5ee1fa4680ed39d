# An own graph, variable scopes and get_variable, a dense function, class numbers as labels.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", reshape=False)

learning_rate = 1e-3
training_epochs = 20
batch_size = 128
n_input = 28 * 28
n_hidden_layer = 256
n_hidden_layer_2 = 128
n_classes = 10

weights = {}
biases = {}


def dense(below, key, units, activation=None):
    with tf.variable_scope(key):
        weights[key] = tf.get_variable(
            "kernel", [below.shape[1], units], initializer=tf.glorot_uniform_initializer()
        )
        biases[key] = tf.get_variable("bias", [units], initializer=tf.constant_initializer(0.01))
    z = tf.nn.xw_plus_b(below, weights[key], biases[key])
    return activation(z) if activation else z


network = tf.Graph()
with network.as_default():
    x = tf.placeholder(tf.float32, [None, 28, 28, 1])
    y = tf.placeholder(tf.int32, [None])
    x_flat = tf.reshape(x, [-1, n_input])
    layer_1 = dense(x_flat, "hidden_layer", n_hidden_layer, tf.nn.relu)
    layer_2 = dense(layer_1, "hidden_layer_2", n_hidden_layer_2, tf.nn.relu)
    logits = dense(layer_2, "out", n_classes)
    with tf.name_scope("training"):
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        cost = tf.reduce_mean(losses)
        step = tf.train.get_or_create_global_step()
        optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(
            cost, global_step=step
        )
    init = tf.global_variables_initializer()

with tf.Session(graph=network) as session:
    session.run(init)
    while session.run(step) < training_epochs * (mnist.train.num_examples // batch_size):
        images, labels = mnist.train.next_batch(batch_size)
        session.run(optimizer, {x: images, y: labels})
    print(session.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
