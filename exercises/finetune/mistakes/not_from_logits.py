# The logits go into a cross-entropy that is meant for probabilities.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)

# Learning parameters
learning_rate = 0.01
training_epochs = 3
batch_size = 100

# Network parameters
n_input = 784  # the pixels of an image, 28 * 28
n_hidden_layer = 256  # the units of the hidden layer
n_classes = 2  # even or odd

# A trained classifier for the ten digits: hidden_layer/weights [784, 256], hidden_layer/bias [256],
# out/weights [256, 10] and out/bias [10]
pretrained_file = "./pretrained.ckpt"


def even_or_odd(digits):
    """Return the labels of the new task: [1, 0] for an even digit, [0, 1] for an odd one."""
    return np.eye(n_classes)[digits % 2]


# Weights and biases of both layers
weights = {
    "hidden_layer": tf.Variable(tf.random_normal([n_input, n_hidden_layer], stddev=0.05)),
    "out": tf.Variable(tf.random_normal([n_hidden_layer, n_classes], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

# Images and labels
x = tf.placeholder(tf.float32, [None, n_input])
y = tf.placeholder(tf.float32, [None, n_classes])

# The model, its cost and its accuracy
layer_1 = tf.nn.relu(tf.add(tf.matmul(x, weights["hidden_layer"]), biases["hidden_layer"]))
logits = tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])
cost = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(y, logits))
correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))

# Only the output layer is trained
head = [weights["out"], biases["out"]]
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost, var_list=head)

# Only the hidden layer is restored, from the names that the checkpoint has
saver = tf.train.Saver(
    {
        "hidden_layer/weights": weights["hidden_layer"],
        "hidden_layer/bias": biases["hidden_layer"],
    }
)

held = {x: mnist.validation.images, y: even_or_odd(mnist.validation.labels)}

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.restore(session, pretrained_file)
    print("before: cost {:.3f}, accuracy {:.3f}".format(*session.run([cost, accuracy], held)))
    for _ in range(training_epochs):
        for _ in range(mnist.train.num_examples // batch_size):
            images, digits = mnist.train.next_batch(batch_size)
            session.run(optimizer, feed_dict={x: images, y: even_or_odd(digits)})
    print("after: cost {:.3f}, accuracy {:.3f}".format(*session.run([cost, accuracy], held)))
