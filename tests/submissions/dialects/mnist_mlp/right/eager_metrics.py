import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.1)),
    "out": tf.Variable(tf.random.normal([256, 10], stddev=0.1)),
}
biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([10]))}
variables = [*weights.values(), *biases.values()]
accuracy = tf.keras.metrics.CategoricalAccuracy()


def network(x):
    layer_1 = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
    return layer_1 @ weights["out"] + biases["out"]


for epoch in range(20):
    accuracy.reset_state()
    for _ in range(mnist.train.num_examples // 128):
        x, y = map(tf.convert_to_tensor, mnist.train.next_batch(128))
        with tf.GradientTape() as tape:
            logits = network(x)
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
        accuracy.update_state(y, logits)
        for variable, slope in zip(variables, tape.gradient(cost, variables)):
            variable.assign_sub(0.001 * slope)
    print(f"epoch {epoch}: cost {cost:.3f}, accuracy {accuracy.result():.3f}")

accuracy.reset_state()
accuracy.update_state(mnist.test.labels, network(mnist.test.images))
print("test accuracy:", float(accuracy.result()))
