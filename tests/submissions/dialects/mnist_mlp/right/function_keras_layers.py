import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)


class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(256, activation="relu")
        self.out = tf.keras.layers.Dense(10)

    def __call__(self, x):
        return self.out(self.hidden(x))


net = Net()
net(tf.zeros([1, 784]))
optimizer = tf.keras.optimizers.SGD(0.001)
variables = net.hidden.trainable_variables + net.out.trainable_variables


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = net(x)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
    return cost


for epoch in range(20):
    for _ in range(39):
        x, y = mnist.train.next_batch(128)
        cost = train_step(tf.constant(x, tf.float32), tf.constant(y, tf.float32))
    print("epoch", epoch, cost.numpy())
