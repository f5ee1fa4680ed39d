import tensorflow as tf
from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
learning_rate, training_epochs, batch_size, beta = 0.001, 20, 128, 0.01
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.1)),
    "out": tf.Variable(tf.random.normal([256, 10], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([256])),
    "out": tf.Variable(tf.zeros([10])),
}


def model(x):
    layer_1 = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
    return layer_1 @ weights["out"] + biases["out"]


@tf.function
def compute_loss(x, y):
    logits = model(x)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
    regularizer = tf.add_n([tf.nn.l2_loss(weights["hidden_layer"]), tf.nn.l2_loss(weights["out"])])
    loss = tf.add(cost, tf.multiply(beta, regularizer))
    return loss, cost


train_ds = tf.data.Dataset.from_tensor_slices(
    (mnist.train.images, mnist.train.labels.astype("float32"))
)
train_ds = train_ds.shuffle(5000).batch(batch_size, drop_remainder=True)
trainable = list(weights.values()) + list(biases.values())
for epoch in range(training_epochs):
    epoch_loss = tf.keras.metrics.Mean()
    for x, y in train_ds:
        with tf.GradientTape() as tape:
            loss, cost = compute_loss(x, y)
        grads = tape.gradient(loss, trainable)
        for var, grad in zip(trainable, grads):
            var.assign(var - learning_rate * grad)
        epoch_loss.update_state(loss)
    print("Epoch", epoch + 1, "loss", epoch_loss.result().numpy(), "cost", cost.numpy())
