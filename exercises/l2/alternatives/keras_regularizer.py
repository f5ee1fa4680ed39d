# A regularizer of Keras, which does not halve; a NumPy number as beta; an interactive session.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

from grader.data import read_data_sets

mnist = read_data_sets(".", reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
beta = np.float64(1e-2)
n_input = 784
n_classes = 10
n_hidden_layer = 256

weights = {
    "hidden_layer": tf.Variable(tf.glorot_normal_initializer()([n_input, n_hidden_layer])),
    "out": tf.Variable(tf.glorot_normal_initializer()([n_hidden_layer, n_classes])),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([n_hidden_layer])),
    "out": tf.Variable(tf.zeros([n_classes])),
}

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.int64, [None])
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(tf.add(tf.matmul(x_flat, weights["hidden_layer"]), biases["hidden_layer"]))
logits = tf.add(tf.matmul(layer_1, weights["out"]), biases["out"])
cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))

regularizer = tf.keras.regularizers.l2(float(beta) / 2)
loss = cost + regularizer(weights["hidden_layer"]) + regularizer(weights["out"])
sgd = tf.train.GradientDescentOptimizer(tf.constant(learning_rate))
optimizer = sgd.apply_gradients(sgd.compute_gradients(loss))
init = tf.global_variables_initializer()

sess = tf.InteractiveSession()
sess.run(init)
for epoch in range(training_epochs):
    for i in range(int(np.ceil(mnist.train.num_examples / batch_size))):
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        optimizer.run({x: batch_x, y: batch_y})
    print(loss.eval({x: mnist.validation.images, y: mnist.validation.labels}))
