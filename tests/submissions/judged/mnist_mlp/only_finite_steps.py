# Right: the step stands in a branch, which is not taken where the cost is no number.
# verdict: right
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128

n_input = 784
n_classes = 10
n_hidden_layer = 256

weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer])),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random_normal([n_hidden_layer])),
    "out": tf.Variable(tf.random_normal([n_classes])),
}

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])

x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))

descent = tf.train.GradientDescentOptimizer(learning_rate)
slopes = descent.compute_gradients(cost)


def move():
    with tf.control_dependencies([descent.apply_gradients(slopes)]):
        return tf.constant(1)


def stay():
    return tf.constant(0)


optimizer = tf.cond(tf.is_nan(cost), stay, move)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(training_epochs):
        moved = 0
        for _ in range(mnist.train.num_examples // batch_size):
            images, labels = mnist.train.next_batch(batch_size)
            moved += sess.run(optimizer, {x: images, y: labels})
        print("epoch", epoch, "steps", moved)
    print(sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
