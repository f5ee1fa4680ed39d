# The head is given to the functions, which compute its gradient by hand.
import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
hidden_w = tf.Variable(tf.train.load_variable("./pretrained.ckpt", "hidden_layer/weights"))
hidden_b = tf.Variable(tf.train.load_variable("./pretrained.ckpt", "hidden_layer/bias"))
out_w, out_b = tf.Variable(tf.random.normal([256, 2], stddev=0.05)), tf.Variable(tf.zeros([2]))
weights, biases = {"hidden_layer": hidden_w, "out": out_w}, {"hidden_layer": hidden_b, "out": out_b}


@tf.function(reduce_retracing=True)
def forward(x, w, b):
    layer_1 = tf.nn.relu(x @ hidden_w + hidden_b)
    logits = layer_1 @ w + b
    return layer_1, logits


@tf.function(reduce_retracing=True)
def step(x, y):
    layer_1, logits = forward(x, out_w, out_b)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    slope = (tf.nn.softmax(logits) - y) / tf.cast(tf.shape(x)[0], tf.float32)
    out_w.assign_sub(0.1 * tf.matmul(layer_1, slope, transpose_a=True))
    out_b.assign_sub(0.1 * tf.reduce_sum(slope, axis=0))
    return cost


@tf.function(reduce_retracing=True)
def accuracy(x, y):
    logits = forward(x, out_w, out_b)[1]
    return tf.reduce_mean(tf.cast(tf.argmax(logits, 1) == tf.argmax(y, 1), tf.float32))


even_or_odd = np.eye(2, dtype=np.float32)
for epoch in range(5):
    for _ in range(40):
        images, digits = mnist.train.next_batch(125)
        cost = step(images.astype(np.float32), even_or_odd[digits % 2])
    held = mnist.validation.images.astype(np.float32), even_or_odd[mnist.validation.labels % 2]
    print(epoch, cost.numpy(), accuracy(*held).numpy())
