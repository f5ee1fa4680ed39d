import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
y_train = tf.keras.utils.to_categorical(y_train, 10)

learning_rate = 0.001
training_epochs = 20
batch_size = 128

weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256])),
    "out": tf.Variable(tf.random.normal([256, 10])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random.normal([256])),
    "out": tf.Variable(tf.random.normal([10])),
}
params = [weights["hidden_layer"], weights["out"], biases["hidden_layer"], biases["out"]]

for epoch in range(training_epochs):
    for i in range(0, len(x_train) - batch_size + 1, batch_size):
        x = tf.constant(x_train[i : i + batch_size])
        y = tf.constant(y_train[i : i + batch_size], tf.float32)
        with tf.GradientTape() as tape:
            layer_1 = tf.nn.relu(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"])
            logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        grads = tape.gradient(cost, params)
        for p, g in zip(params, grads):
            p.assign_sub(learning_rate * g)
    print("epoch", epoch + 1, "cost", cost.numpy())
