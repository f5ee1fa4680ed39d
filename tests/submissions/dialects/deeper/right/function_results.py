import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

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
trained = [*weights.values(), *biases.values()]


@tf.function
def forward(x, y):
    layer_1 = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
    layer_2 = tf.nn.relu(layer_1 @ weights["hidden_layer_2"] + biases["hidden_layer_2"])
    logits = layer_2 @ weights["out"] + biases["out"]
    errors = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
    return tf.reduce_mean(errors), logits, layer_2


for epoch in range(training_epochs):
    for _ in range(mnist.train.num_examples // batch_size):
        x, y = map(tf.constant, mnist.train.next_batch(batch_size))
        y = tf.cast(y, tf.float32)
        with tf.GradientTape() as tape:
            cost, logits, layer_2 = forward(x, y)
        for variable, slope in zip(trained, tape.gradient(cost, trained)):
            variable.assign_sub(learning_rate * slope)
    print(f"epoch {epoch + 1}: {float(cost):.4f}")
