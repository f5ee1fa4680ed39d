# Everything in main(), a Bernoulli mask, and an optimizer that is never run.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

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

features = weights = biases = hidden_layer = keep_prob = logits = None


def main(_):
    global features, weights, biases, hidden_layer, keep_prob, logits
    features = tf.Variable([[0.0, 2, 3, 4], [0.1, 0.2, 0.3, 0.4], [11, 12, 13, 14]], trainable=False)
    weights = (tf.Variable(hidden_layer_weights), tf.Variable(out_weights))
    biases = (tf.Variable(tf.zeros([3])), tf.Variable(tf.zeros([2])))
    keep_prob = tf.placeholder(tf.float32, name="keep_prob")
    hidden_layer = tf.nn.relu_layer(features, weights[0], biases[0])
    mask = tf.distributions.Bernoulli(probs=keep_prob, dtype=tf.float32).sample([3, 3])
    hidden_layer = hidden_layer * mask * (1 / keep_prob)
    logits = tf.einsum("ij,jk->ik", hidden_layer, weights[1]) + biases[1]
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    optimizer.minimize(tf.reduce_mean(tf.square(logits)))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        print("all:", session.run(logits, feed_dict={keep_prob: 1.0}))
        print("half:", session.run("add:0", feed_dict={"keep_prob:0": 0.5}))


if __name__ == "__main__":
    tf.app.run()
