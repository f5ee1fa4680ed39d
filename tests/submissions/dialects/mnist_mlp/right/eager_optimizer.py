import tensorflow as tf
from tensorflow import keras

(x_train, y_train), (x_valid, y_valid) = keras.datasets.mnist.load_data()
x_train = tf.cast(tf.reshape(x_train, [-1, 28, 28, 1]), tf.float32) / 255.0
y_train = tf.one_hot(y_train, 10)

initializer = tf.keras.initializers.GlorotUniform()
weights = {
    "hidden_layer": tf.Variable(initializer([784, 256]), name="w1"),
    "out": tf.Variable(initializer([256, 10]), name="w2"),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros(256), name="b1"),
    "out": tf.Variable(tf.zeros(10), name="b2"),
}
variables = [*weights.values(), *biases.values()]

learning_rate = 0.001
optimizer = keras.optimizers.SGD(learning_rate)
dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(10000).batch(128)

for epoch in range(20):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            x_flat = tf.reshape(x, [-1, 784])
            hidden = tf.nn.relu(
                tf.add(tf.matmul(x_flat, weights["hidden_layer"]), biases["hidden_layer"])
            )
            logits = tf.add(tf.matmul(hidden, weights["out"]), biases["out"])
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
        optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
    print("Epoch:", epoch + 1, "cost =", float(cost))
