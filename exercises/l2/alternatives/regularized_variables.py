# Resource variables from get_variable with a regularizer each; the total loss of tf.losses.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.enable_resource_variables()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
beta = 0.01
n_input, n_classes, n_hidden_layer = 784, 10, 256


def penalty(matrix):
    return beta * tf.nn.l2_loss(matrix)


weights, biases = {}, {}
for key, shape in {"hidden_layer": [n_input, n_hidden_layer], "out": [n_hidden_layer, n_classes]}.items():
    with tf.variable_scope(key):
        weights[key] = tf.get_variable("weights", shape, regularizer=penalty)
        biases[key] = tf.get_variable("biases", shape[1:], initializer=tf.zeros_initializer())

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])
x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu_layer(x_flat, weights["hidden_layer"], biases["hidden_layer"])
logits = tf.nn.xw_plus_b(layer_1, weights["out"], biases["out"])

cost = tf.losses.softmax_cross_entropy(onehot_labels=y, logits=logits)
loss = tf.losses.get_total_loss()
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(loss)
init = tf.global_variables_initializer()

with tf.Session() as session:
    init.run()
    for step in range(training_epochs * (mnist.train.num_examples // batch_size)):
        images, labels = mnist.train.next_batch(batch_size)
        optimizer.run({x: images, y: labels})
    loss, cost = session.run((loss, cost), {x: mnist.test.images, y: mnist.test.labels})
print(f"test cost {cost:.3f}, penalty {loss - cost:.3f}")
