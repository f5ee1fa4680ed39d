# Resource variables; layers made in a loop over their sizes, biases as rows; summaries of both kinds.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate, training_epochs, batch_size = 0.001, 20, 128
n_input, n_hidden_layer, n_hidden_layer_2, n_classes = 784, 256, 128, 10

x = tf.placeholder(tf.float32, [None, 28, 28, 1], name="x")
y = tf.placeholder(tf.float32, [None, n_classes], name="y")

keys = ["hidden_layer", "hidden_layer_2", "out"]
sizes = [n_input, n_hidden_layer, n_hidden_layer_2, n_classes]
weights, biases, outputs = {}, {}, [tf.reshape(x, [-1, n_input])]
for key, n_in, n_out in zip(keys, sizes[:-1], sizes[1:]):
    start = np.random.normal(scale=np.sqrt(2 / n_in), size=(n_in, n_out))
    weights[key] = tf.Variable(start.astype(np.float32), name=key + "/weights")
    biases[key] = tf.Variable(tf.zeros([1, n_out]), name=key + "/biases")
    z = outputs[-1] @ weights[key] + biases[key]
    outputs.append(z if key == "out" else tf.nn.relu(z))

x_flat, layer_1, layer_2, logits = outputs
cost = tf.losses.softmax_cross_entropy(y, logits)
optimizer = tf.train.GradientDescentOptimizer(learning_rate)
train_op = optimizer.minimize(cost)
tf.summary.image("images", x, max_outputs=3)
tf.summary.scalar("cost", cost)
summary = tf.summary.merge_all()
init = tf.global_variables_initializer()

with tf.Session() as sess:
    sess.run(init)
    n = mnist.train.num_examples
    for epoch in range(training_epochs):
        order = np.random.permutation(n)
        for rows in np.array_split(order, n // batch_size + 1):
            sess.run(train_op, {x: mnist.train.images[rows], y: mnist.train.labels[rows]})
    sess.run(summary, {x: mnist.validation.images[:3], y: mnist.validation.labels[:3]})
    cost = sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels})
print(cost)
