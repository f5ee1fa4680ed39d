import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
beta = 0.01

weights = {
    "hidden_layer": tf.Variable(tf.random.normal([784, 256], stddev=0.1)),
    "out": tf.Variable(tf.random.normal([256, 10], stddev=0.1)),
}
biases = {"hidden_layer": tf.Variable(tf.zeros([256])), "out": tf.Variable(tf.zeros([10]))}
trained = tf.nest.flatten([weights, biases])

for epoch in range(training_epochs):
    for step in range(mnist.train.num_examples // batch_size):
        images, digits = mnist.train.next_batch(batch_size)
        x = tf.reshape(tf.cast(images, tf.float32), [-1, 784])
        y = tf.cast(digits, tf.float32)
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(x @ weights["hidden_layer"] + biases["hidden_layer"])
            logits = hidden @ weights["out"] + biases["out"]
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
            loss = cost + beta * tf.add_n([tf.nn.l2_loss(w) for w in weights.values()])
        for variable, slope in zip(trained, tape.gradient(loss, trained)):
            variable.assign_sub(learning_rate * slope)
    print(f"epoch {epoch}: cost {cost:.3f}, loss {loss:.3f}")
