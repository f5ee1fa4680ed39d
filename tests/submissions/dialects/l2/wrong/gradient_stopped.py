import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.001
training_epochs = 20
batch_size = 100
beta = 0.01
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], 0.0, 0.1)),
    "out": tf.Variable(tf.random.normal([256, 10], 0.0, 0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.zeros([256])),
    "out": tf.Variable(tf.zeros([10])),
}
variables = [*weights.values(), *biases.values()]
optimizer = tf.keras.optimizers.SGD(learning_rate)


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        layer_1 = tf.nn.relu(tf.matmul(x, weights["hidden_layer"]) + biases["hidden_layer"])
        logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        penalty = tf.nn.l2_loss(weights["hidden_layer"]) + tf.nn.l2_loss(weights["out"])
        loss = cost + beta * tf.stop_gradient(penalty)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for epoch in range(training_epochs):
    for _ in range(mnist.train.num_examples // batch_size):
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        result = train(batch_x, batch_y)
    print(epoch, result.numpy())
