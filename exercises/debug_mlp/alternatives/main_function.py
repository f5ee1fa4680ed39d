# The model in functions, the training in main; an own graph; the accuracy in float64.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

# Learning parameters
learning_rate = 0.001
training_epochs = 20
batch_size = 128

# Network parameters
n_input = 784
n_classes = 10
n_hidden_layer = 256


def matrix(*shape):
    return tf.Variable(tf.random_normal(shape, stddev=0.1))


def share(hits):
    return tf.reduce_mean(tf.cast(hits, tf.float64))


graph = tf.Graph()
with graph.as_default():
    weights = {
        "out": matrix(n_hidden_layer, n_classes),
        "hidden_layer": matrix(n_input, n_hidden_layer),
    }
    biases = {key: tf.Variable(tf.zeros(w.shape[1])) for key, w in weights.items()}
    x = tf.placeholder(tf.float32, [None, 28, 28, 1])
    y = tf.placeholder(tf.float32, [None, n_classes])
    x_flat = tf.reshape(x, [-1, n_input])
    layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
    logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
    losses = tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.stop_gradient(y), logits=logits)
    cost = tf.reduce_mean(losses)
    accuracy = share(tf.equal(tf.argmax(y, axis=-1), tf.argmax(logits, axis=-1)))
    optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
    init = tf.global_variables_initializer()


def main():
    mnist = read_data_sets(".", one_hot=True, reshape=False)
    steps = -(-mnist.train.num_examples // batch_size)
    with tf.Session(graph=graph) as session:
        session.run(init)
        for epoch in range(training_epochs):
            for _ in range(steps):
                images, labels = mnist.train.next_batch(batch_size)
                session.run(optimizer, feed_dict={x: images, y: labels})
            valid = {x: mnist.validation.images, y: mnist.validation.labels}
            print(epoch, *session.run([cost, accuracy], feed_dict=valid))


if __name__ == "__main__":
    main()
