import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)


class DenseLayer(tf.Module):
    def __init__(self, in_features, out_features, activation=None):
        super().__init__()
        self.w = tf.Variable(tf.random.normal([in_features, out_features], stddev=0.05), name="w")
        self.b = tf.Variable(tf.zeros([out_features]), name="b")
        self.activation = activation

    def __call__(self, x):
        y = tf.matmul(x, self.w) + self.b
        return y if self.activation is None else self.activation(y)


class Mlp(tf.Module):
    def __init__(self):
        super().__init__()
        self.hidden = DenseLayer(784, 256, tf.nn.relu)
        self.out = DenseLayer(256, 10)

    def __call__(self, x):
        return self.out(self.hidden(x))


model = Mlp()
optimizer = tf.keras.optimizers.SGD(0.001)


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        logits = model(x)
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(y, logits, from_logits=True))
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for epoch in range(20):
    for step in range(mnist.train.num_examples // 128):
        x, y = mnist.train.next_batch(128)
        loss = train(tf.convert_to_tensor(x), tf.convert_to_tensor(y, dtype=tf.float32))
    print(epoch, float(loss))
