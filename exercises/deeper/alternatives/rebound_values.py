# No `with`, `logits` and `cost` are bound to their values at the end, the loop slices the arrays.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.enable_resource_variables()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

# Learning parameters
learning_rate = tf.constant(0.001)
training_epochs = 20
batch_size = 128

# Network parameters
n_input = 784
n_classes = 10
n_hidden_layer = 256
n_hidden_layer_2 = 128

# Images and labels
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])

he = tf.initializers.he_normal()
w1 = tf.Variable(he([n_input, n_hidden_layer]))
b1 = tf.Variable(tf.random_normal([n_hidden_layer], stddev=0.01))
w2 = tf.Variable(he([n_hidden_layer, n_hidden_layer_2]))
b2 = tf.Variable(tf.random_normal([n_hidden_layer_2], stddev=0.01))
w3 = tf.Variable(he([n_hidden_layer_2, n_classes]))
b3 = tf.Variable(tf.random_normal([n_classes], stddev=0.01))
weights = {"hidden_layer": w1, "hidden_layer_2": w2, "out": w3}
biases = {"hidden_layer": b1, "hidden_layer_2": b2, "out": b3}

x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu_layer(x_flat, w1, b1)
layer_2 = tf.nn.relu_layer(layer_1, w2, b2)
logits = tf.nn.xw_plus_b(layer_2, w3, b3)
entropies = tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y)
cost = tf.reduce_sum(entropies) / tf.to_float(tf.shape(entropies)[0])
sgd = tf.train.GradientDescentOptimizer(learning_rate)
optimizer = sgd.apply_gradients(sgd.compute_gradients(cost))

init = tf.global_variables_initializer()
session = tf.Session()
session.run(init)
images, labels = mnist.train.images, mnist.train.labels
for epoch in range(training_epochs):
    for start in range(0, len(images), batch_size):
        feed = {x: images[start : start + batch_size], y: labels[start : start + batch_size]}
        session.run(optimizer, feed)
logits, cost = session.run([logits, cost], {x: mnist.test.images, y: mnist.test.labels})
session.close()
print("test cost", cost, "accuracy", (logits.argmax(1) == mnist.test.labels.argmax(1)).mean())
