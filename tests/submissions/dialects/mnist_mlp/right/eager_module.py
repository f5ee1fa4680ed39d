import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data/", one_hot=True)


class MLP(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = {
            "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.1)),
            "out": tf.Variable(tf.random.normal([256, 10], stddev=0.1)),
        }
        self.biases = {
            "hidden_layer": tf.Variable(tf.zeros([256])),
            "out": tf.Variable(tf.zeros([10])),
        }

    def __call__(self, x):
        layer_1 = tf.nn.relu(
            tf.matmul(x, self.weights["hidden_layer"]) + self.biases["hidden_layer"]
        )
        return tf.matmul(layer_1, self.weights["out"]) + self.biases["out"]


model = MLP()
learning_rate = 0.001
batch_size = 100
for epoch in range(20):
    for step in range(int(mnist.train.num_examples / batch_size)):
        x, y = mnist.train.next_batch(batch_size)
        with tf.GradientTape() as t:
            logits = model(x)
            cost = tf.math.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
            )
        trainable = model.trainable_variables
        for v, dv in zip(trainable, t.gradient(cost, trainable)):
            v.assign_sub(learning_rate * dv)
    print(epoch, cost.numpy())
