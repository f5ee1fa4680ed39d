# A reader; the layer is made from what was read and is not trainable; Adam; class numbers.
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
reader = tf.train.load_checkpoint("pretrained.ckpt")

weights = {
    "hidden_layer": tf.Variable(reader.get_tensor("hidden_layer/weights"), trainable=False),
    "out": tf.Variable(tf.random.normal([256, 2], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(reader.get_tensor("hidden_layer/bias"), trainable=False),
    "out": tf.Variable(tf.zeros([2])),
}
optimizer = tf.keras.optimizers.Adam(0.001)


def forward(images):
    hidden = tf.nn.relu(images @ weights["hidden_layer"] + biases["hidden_layer"])
    return hidden @ weights["out"] + biases["out"]


def accuracy(x, y):
    return tf.reduce_mean(tf.cast(tf.argmax(forward(x), 1) == y, tf.float32))


images = tf.constant(mnist.train.images, tf.float32)
numbers = tf.constant(mnist.train.labels % 2, tf.int64)
data = tf.data.Dataset.from_tensor_slices((images, numbers)).shuffle(5000).batch(50)
for epoch in range(3):
    for x, y in data:
        with tf.GradientTape() as tape:
            logits = forward(x)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
            cost = tf.reduce_mean(losses)
        trained = tape.watched_variables()
        optimizer.apply_gradients(zip(tape.gradient(cost, trained), trained))
    share = accuracy(
        tf.constant(mnist.validation.images, tf.float32),
        tf.constant(mnist.validation.labels % 2, tf.int64),
    )
    print(epoch, float(cost), float(share))
