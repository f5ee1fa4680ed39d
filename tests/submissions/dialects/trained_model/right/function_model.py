import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

save_file = "./train_model.ckpt"
n_epochs = 20
batch_size = 50


class Model(tf.Module):
    def __init__(self, rate):
        self.weights = tf.Variable(tf.random.truncated_normal([784, 10], stddev=0.1))
        self.bias = tf.Variable(tf.zeros([10]))
        self.rate = rate

    @tf.function
    def __call__(self, features):
        return tf.matmul(features, self.weights) + self.bias

    @tf.function
    def train(self, features, labels):
        with tf.GradientTape() as tape:
            logits = self(features)
            cost = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            )
        grads = tape.gradient(cost, [self.weights, self.bias])
        self.weights.assign(self.weights - self.rate * grads[0])
        self.bias.assign(self.bias - self.rate * grads[1])
        return cost

    @tf.function
    def accuracy(self, features, labels):
        hits = tf.math.in_top_k(tf.argmax(labels, axis=1), self(features), 1)
        accuracy = tf.reduce_mean(tf.cast(hits, tf.float32))
        return accuracy


def as_floats(data):
    return data.images.astype(np.float32), data.labels.astype(np.float32)


def main():
    mnist = read_data_sets(".", one_hot=True)
    images, labels = as_floats(mnist.train)
    dataset = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(5000).batch(batch_size)
    model = Model(0.1)
    for epoch in range(1, n_epochs + 1):
        for x, y in dataset:
            model.train(x, y)
        if epoch % 10 == 0 or epoch == 1:
            share = model.accuracy(*as_floats(mnist.validation))
            print(f"epoch {epoch}: validation accuracy {share.numpy():.3f}")
    tf.train.Checkpoint(model=model).write(save_file)

    restored = Model(0.0)
    tf.train.Checkpoint(model=restored).read(save_file).assert_existing_objects_matched()
    share = restored.accuracy(*as_floats(mnist.test))
    print(f"test accuracy {share.numpy():.3f}")


if __name__ == "__main__":
    main()
