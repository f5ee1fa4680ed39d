# tf.gradients and assignments, a class around the model, few epochs, a main function.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

learning_rate = 0.001
training_epochs = 3
batch_size = 100

n_input = 784
n_classes = 10
n_hidden_layer = 256
n_hidden_layer_2 = 128


class Network:
    def __init__(self):
        self.weights = {
            "out": self.matrix(n_hidden_layer_2, n_classes),
            "hidden_layer_2": self.matrix(n_hidden_layer, n_hidden_layer_2),
            "hidden_layer": self.matrix(n_input, n_hidden_layer),
        }
        self.biases = {key: tf.Variable(tf.zeros(w.shape[1])) for key, w in self.weights.items()}

    @staticmethod
    def matrix(n_in, n_out):
        return tf.Variable(tf.random_uniform([n_in, n_out], -0.1, 0.1))

    def layer(self, below, key):
        return tf.nn.bias_add(tf.matmul(below, self.weights[key]), self.biases[key])


model = Network()
weights, biases = model.weights, model.biases

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])
x_flat = tf.reshape(x, (tf.shape(x)[0], n_input))
layer_1 = tf.nn.relu(model.layer(x_flat, "hidden_layer"))
layer_2 = tf.nn.relu(model.layer(layer_1, "hidden_layer_2"))
logits = model.layer(layer_2, "out")
cost = tf.reduce_mean(
    tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.stop_gradient(y), logits=logits)
)

variables = tf.trainable_variables()
gradients = tf.gradients(cost, variables)
with tf.control_dependencies(gradients):
    updates = [v.assign_sub(learning_rate * g) for v, g in zip(variables, gradients)]
optimizer = tf.group(*updates)
init = tf.global_variables_initializer()


def main():
    mnist = read_data_sets(".", one_hot=True, reshape=False)
    with tf.Session() as session:
        session.run(init)
        for epoch in range(training_epochs):
            for _ in range(mnist.train.num_examples // batch_size):
                images, labels = mnist.train.next_batch(batch_size)
                session.run(optimizer, feed_dict={x: images, y: labels})
            feed = {x: mnist.validation.images, y: mnist.validation.labels}
            print(f"epoch {epoch}: {session.run(cost, feed):.4f}")


if __name__ == "__main__":
    main()
