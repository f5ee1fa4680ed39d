import numpy as np
import tensorflow as tf

(x_train, y_train), (x_val, y_val) = tf.keras.datasets.mnist.load_data()
x_train = (x_train / 255.0).astype(np.float32)[..., None]
y_train = tf.keras.utils.to_categorical(y_train, 10).astype(np.float32)

weights = {
    "hidden_layer": tf.Variable(tf.random.truncated_normal([784, 256], stddev=0.1)),
    "out": tf.Variable(tf.random.truncated_normal([256, 10], stddev=0.1)),
}
biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([10]))}
optimizer = tf.keras.optimizers.SGD(learning_rate=0.001)


@tf.function
def model(x):
    x = tf.reshape(x, (-1, 784))
    x = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
    return x @ weights["out"] + biases["out"]


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        logits = model(x)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    trainable = tape.watched_variables()
    grads = tape.gradient(cost, trainable)
    optimizer.apply_gradients(zip(grads, trainable))
    return cost


ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train)).batch(64)
for epoch in range(20):
    total = 0.0
    for x, y in ds:
        total += float(train(x, y))
    print(epoch, total / len(ds))
