import tensorflow as tf

(x_train, y_train), _ = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
y_train = tf.keras.utils.to_categorical(y_train, 10)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.1)),
    "hidden_layer_2": tf.Variable(tf.random.normal([256, 128], stddev=0.1)),
    "out": tf.Variable(tf.random.normal([128, 10], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([256])),
    "hidden_layer_2": tf.Variable(tf.zeros([128])),
    "out": tf.Variable(tf.zeros([10])),
}
variables = [*weights.values(), *biases.values()]

for epoch in range(training_epochs):
    for i in range(0, len(x_train), batch_size):
        x, y = (
            tf.convert_to_tensor(x_train[i : i + batch_size]),
            tf.cast(y_train[i : i + batch_size], tf.float32),
        )
        with tf.GradientTape() as tape:
            layer_1 = tf.nn.relu(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"])
            layer_2 = tf.nn.relu(layer_1 @ weights["hidden_layer_2"] + biases["hidden_layer_2"])
            logits = tf.matmul(layer_2, weights["out"]) + biases["out"]
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        gradients = tape.gradient(cost, variables)
        for v, d in zip(variables, gradients):
            v.assign_sub(learning_rate * d)
    print(epoch, cost.numpy())
