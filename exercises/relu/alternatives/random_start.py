# Random initial values, replaced by the given ones before the run; everything in main().
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

output = None
hidden_layer_weights = [
    [0.1, 0.2, 0.4],
    [0.4, 0.6, 0.6],
    [0.5, 0.9, 0.1],
    [0.8, 0.2, 0.8],
]
out_weights = [
    [0.1, 0.6],
    [0.2, 0.1],
    [0.7, 0.9],
]

features = weights = biases = hidden_layer = None


def build():
    global features, weights, biases, hidden_layer, output
    features = tf.Variable([[1.0, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], trainable=False)
    weights = (tf.Variable(tf.truncated_normal([4, 3])), tf.Variable(tf.truncated_normal([3, 2])))
    biases = (tf.Variable(tf.zeros([3])), tf.Variable(tf.zeros([2])))
    hidden_layer = tf.nn.relu_layer(features, weights[0], biases[0])
    output = tf.einsum("ij,jk->ik", hidden_layer, weights[1]) + biases[1]


def main(_):
    build()
    given = [weights[0].assign(hidden_layer_weights), weights[1].assign(out_weights)]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(given)
        print(session.run([hidden_layer, output]))


if __name__ == "__main__":
    tf.app.run()
