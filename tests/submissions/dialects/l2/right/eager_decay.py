import tensorflow as tf

(x_train, y_train), _ = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
y_train = tf.keras.utils.to_categorical(y_train, 10)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
beta = 0.01

weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.1), name="W1"),
    "out": tf.Variable(tf.random.normal([256, 10], stddev=0.1), name="W2"),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([256]), name="b1"),
    "out": tf.Variable(tf.zeros([10]), name="b2"),
}
trainable = list(weights.values()) + list(biases.values())

# The gradient of beta * l2_loss(W) is beta * W, so the optimizer can do the penalty's part itself
sgd = tf.keras.optimizers.SGD(learning_rate, weight_decay=beta)
sgd.exclude_from_weight_decay(var_list=list(biases.values()))

for epoch in range(training_epochs):
    for start in range(0, len(x_train), batch_size):
        x = tf.constant(x_train[start : start + batch_size])
        y = tf.constant(y_train[start : start + batch_size], tf.float32)
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
            logits = hidden @ weights["out"] + biases["out"]
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        loss = cost + beta * tf.add_n([tf.nn.l2_loss(w) for w in weights.values()])
        sgd.apply_gradients(zip(tape.gradient(cost, trainable), trainable, strict=False))
    print(f"epoch {epoch}: cost {cost.numpy():.4f}, with the penalty {loss.numpy():.4f}")
