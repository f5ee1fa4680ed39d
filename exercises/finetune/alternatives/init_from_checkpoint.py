# The initializers themselves read the checkpoint; resource variables, get_variable, stop_gradient.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()
tf.enable_resource_variables()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
pretrained_file = "./pretrained.ckpt"


def dense(inputs, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("weights", [inputs.shape[1], units])
        b = tf.get_variable("bias", [units], initializer=tf.zeros_initializer())
        return tf.nn.xw_plus_b(inputs, w, b), w, b


x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, 2])
weights, biases = {}, {}
hidden, weights["hidden_layer"], biases["hidden_layer"] = dense(x, 256, "hidden_layer")
layer_1 = tf.stop_gradient(tf.nn.relu(hidden))
logits, weights["out"], biases["out"] = dense(layer_1, 2, "head")
tf.train.init_from_checkpoint(pretrained_file, {"hidden_layer/": "hidden_layer/"})

cost = tf.losses.softmax_cross_entropy(onehot_labels=y, logits=logits)
optimizer = tf.train.AdamOptimizer(0.002).minimize(cost)
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32))

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for step in range(150):
        images, digits = mnist.train.next_batch(100)
        labels = np.stack([digits % 2 == 0, digits % 2 == 1], axis=1)
        _, loss = session.run([optimizer, cost], {x: images, y: labels})
        if step % 50 == 0:
            print(step, loss)
    valid = {x: mnist.validation.images, y: np.eye(2)[mnist.validation.labels % 2]}
    print("accuracy", accuracy.eval(valid))
