# `optimizer` is the Optimizer object; an explicit graph, scopes, get_variable, argmax labels.
import tensorflow.compat.v1 as tf
from grader.data import read_data_sets

tf.disable_v2_behavior()

mnist = read_data_sets(".", one_hot=True, reshape=False)
learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 28 * 28
n_hidden_layer = 256
n_classes = 10


def layer(name, n_in, n_out):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [n_in, n_out], initializer=tf.glorot_uniform_initializer())
        b = tf.get_variable("b", [n_out], initializer=tf.zeros_initializer())
    return w, b


graph = tf.Graph()
with graph.as_default():
    with tf.name_scope("input"):
        x = tf.placeholder(tf.float32, [None, 28, 28, 1], "x")
        y = tf.placeholder(tf.float32, [None, n_classes], "y")
    weights, biases = {}, {}
    # the output layer is made first: order does not matter
    weights["out"], biases["out"] = layer("out", n_hidden_layer, n_classes)
    weights["hidden_layer"], biases["hidden_layer"] = layer("hidden", n_input, n_hidden_layer)
    with tf.name_scope("model"):
        x_flat = tf.reshape(x, [-1, n_input])
        layer_1 = tf.nn.relu_layer(x_flat, weights["hidden_layer"], biases["hidden_layer"])
        logits = tf.nn.xw_plus_b(layer_1, weights["out"], biases["out"])
    cost = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.argmax(y, 1), logits=logits)
    )
    step = tf.train.get_or_create_global_step()
    optimizer = tf.train.GradientDescentOptimizer(learning_rate)
    train_op = optimizer.minimize(cost, global_step=step)
    init = tf.global_variables_initializer()
    tf.summary.scalar("cost", cost)

with tf.Session(graph=graph) as session:
    session.run(init)
    for epoch in range(training_epochs):
        for _ in range(mnist.train.num_examples // batch_size):
            images, labels = mnist.train.next_batch(batch_size)
            session.run(train_op, {"input/x:0": images, y: labels})
    cost, done = session.run(
        [cost, step], {x: mnist.validation.images, y: mnist.validation.labels}
    )
    print(f"validation cost {cost:.3f} after {done} steps")
