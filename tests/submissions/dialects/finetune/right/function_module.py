import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
file = "./pretrained.ckpt"


class Network(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = {
            "hidden_layer": tf.Variable(
                tf.train.load_variable(file, "hidden_layer/weights"), trainable=False
            ),
            "out": tf.Variable(tf.random.normal([256, 2], stddev=0.05)),
        }
        self.biases = {
            "hidden_layer": tf.Variable(
                tf.train.load_variable(file, "hidden_layer/bias"), trainable=False
            ),
            "out": tf.Variable(tf.zeros([2])),
        }

    def __call__(self, x):
        layer_1 = tf.nn.relu(x @ self.weights["hidden_layer"] + self.biases["hidden_layer"])
        return layer_1 @ self.weights["out"] + self.biases["out"]


net = Network()
weights, biases = net.weights, net.biases
optimizer = tf.keras.optimizers.SGD(0.05)


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        logits = net(x)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    slopes = tape.gradient(cost, net.trainable_variables)
    optimizer.apply_gradients(zip(slopes, net.trainable_variables))
    return cost


@tf.function
def accuracy(x, y):
    return tf.reduce_mean(tf.cast(tf.argmax(net(x), 1) == tf.argmax(y, 1), tf.float32))


def prepared(images, digits):
    return tf.constant(images, tf.float32), tf.constant(np.eye(2)[digits % 2], tf.float32)


held = prepared(mnist.validation.images, mnist.validation.labels)
print("accuracy before:", accuracy(*held).numpy())
for epoch in range(5):
    for _ in range(50):
        cost = train(*prepared(*mnist.train.next_batch(100)))
    print("epoch", epoch, "cost", cost.numpy())
print("accuracy after:", accuracy(*held).numpy())
