import tensorflow as tf

(x_train, y_train), _ = tf.keras.datasets.mnist.load_data()
images = tf.reshape(tf.cast(x_train, tf.float32) / 255.0, [-1, 784])
dataset = (
    tf.data.Dataset.from_tensor_slices((images, tf.one_hot(y_train, 10))).shuffle(5000).batch(64)
)

learning_rate = 0.001
training_epochs = 20
batch_size = 64
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.05)),
    "hidden_layer_2": tf.Variable(tf.random.normal([256, 128], stddev=0.05)),
    "out": tf.Variable(tf.random.normal([128, 10], stddev=0.05)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([256])),
    "hidden_layer_2": tf.Variable(tf.zeros([128])),
    "out": tf.Variable(tf.zeros([10])),
}
variables = [*weights.values(), *biases.values()]
optimizer = tf.keras.optimizers.SGD(learning_rate)


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        layer_1 = tf.nn.relu(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"])
        layer_2 = tf.nn.relu(layer_1 @ weights["hidden_layer_2"] + biases["hidden_layer_2"])
        logits = tf.matmul(layer_2, weights["out"]) + biases["out"]
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
    return cost


for epoch in range(training_epochs):
    for batch_x, batch_y in dataset:
        result = train(batch_x, batch_y)
    print(epoch, result.numpy())
