import tensorflow as tf


def load():
    (x, y), _ = tf.keras.datasets.mnist.load_data()
    return x.reshape(-1, 784).astype("float32") / 255, tf.one_hot(y, 10)


def main():
    x_train, y_train = load()
    weights = {
        "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.5)),
        "out": tf.Variable(tf.random.normal([256, 10], stddev=0.5)),
    }
    biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([10]))}

    @tf.function(reduce_retracing=True)
    def step(x, y):
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"])
            logits = tf.matmul(hidden, weights["out"]) + biases["out"]
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
        gradients = tape.gradient(loss, [weights, biases])
        for group, slopes in zip([weights, biases], gradients):
            for name in group:
                group[name].assign_sub(0.001 * slopes[name])
        return loss

    for epoch in range(20):
        for start in range(0, len(x_train), 100):
            loss = step(x_train[start : start + 100], y_train[start : start + 100])
        tf.print("epoch", epoch, "loss", loss)


if __name__ == "__main__":
    main()
