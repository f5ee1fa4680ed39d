import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
y_train = tf.one_hot(y_train, 10)

learning_rate = 0.001
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256])),
    "out": tf.Variable(tf.random.normal([256, 10])),
}
biases = {
    "hidden_layer": tf.Variable(tf.random.normal([256])),
    "out": tf.Variable(tf.random.normal([10])),
}
train_ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(5000).batch(128)


@tf.function
def train_step(x, y):
    variables = [weights["hidden_layer"], weights["out"], biases["hidden_layer"], biases["out"]]
    with tf.GradientTape() as tape:
        layer_1 = tf.nn.relu(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"])
        logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    gradients = tape.gradient(cost, variables)
    for v, g in zip(variables, gradients):
        v.assign_add(learning_rate * g)
    return cost


for epoch in range(20):
    for images, labels in train_ds:
        cost = train_step(images, labels)
    print(f"epoch {epoch + 1}: cost {cost.numpy():.4f}")
