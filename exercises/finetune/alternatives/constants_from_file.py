# The hidden layer is made of constants that NumPy read from the checkpoint; sparse labels.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".")
pretrained_file = "./pretrained.ckpt"

x = tf.placeholder(tf.float32, [None, 784], name="x")
y = tf.placeholder(tf.float32, [None, 2], name="y")
weights = {
    "hidden_layer": tf.constant(tf.train.load_variable(pretrained_file, "hidden_layer/weights")),
    "out": tf.get_variable("out/weights", [256, 2], initializer=tf.glorot_normal_initializer()),
}
biases = {
    "hidden_layer": tf.Variable(
        tf.train.load_variable(pretrained_file, "hidden_layer/bias"), trainable=False
    ),
    "out": tf.get_variable("out/bias", [2], initializer=tf.zeros_initializer()),
}
with tf.name_scope("model"):
    layer_1 = tf.nn.relu_layer(x, weights["hidden_layer"], biases["hidden_layer"])
    logits = tf.nn.bias_add(tf.matmul(layer_1, weights["out"]), biases["out"])
number = tf.argmax(y, axis=1)
cost = tf.reduce_mean(
    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=number, logits=logits)
)
optimizer = tf.train.MomentumOptimizer(0.01, 0.9).minimize(cost)
accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, number, 1), tf.float32))

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for _ in range(100):
        images, digits = mnist.train.next_batch(64)
        labels = [[1, 0] if digit % 2 == 0 else [0, 1] for digit in digits]
        session.run(optimizer, {x: images, y: labels})
    labels = [[1, 0] if digit % 2 == 0 else [0, 1] for digit in mnist.test.labels]
    print("test accuracy", session.run(accuracy, {x: mnist.test.images, y: labels}))
