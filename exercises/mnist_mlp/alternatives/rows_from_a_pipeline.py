# The numbers of the rows come from a tf.data pipeline, shuffled anew in every epoch.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = 0.001
training_epochs = 20
batch_size = 128
n_input = 784
n_classes = 10
n_hidden_layer = 256

weights = {
    "hidden_layer": tf.Variable(tf.truncated_normal([n_input, n_hidden_layer], stddev=0.1)),
    "out": tf.Variable(tf.truncated_normal([n_hidden_layer, n_classes], stddev=0.1)),
}
biases = {
    "hidden_layer": tf.Variable(tf.constant(0.1, shape=[n_hidden_layer])),
    "out": tf.Variable(tf.constant(0.1, shape=[n_classes])),
}

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, n_classes])

x_flat = tf.reshape(x, [-1, n_input])
layer_1 = tf.nn.relu(tf.matmul(x_flat, weights["hidden_layer"]) + biases["hidden_layer"])
logits = tf.matmul(layer_1, weights["out"]) + biases["out"]
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)

count = mnist.train.num_examples
numbers = tf.data.Dataset.range(count).map(lambda row: row % count)
iterator = tf.data.make_initializable_iterator(numbers.shuffle(count).batch(batch_size))
rows = iterator.get_next()
share = tf.cast(tf.size(rows), tf.float32) / batch_size

init = tf.global_variables_initializer()

with tf.Session() as session:
    session.run(init)
    for epoch in range(training_epochs):
        session.run(iterator.initializer)
        while True:
            try:
                found, full = session.run([rows, share])
            except tf.errors.OutOfRangeError:
                break
            feed = {x: mnist.train.images[found], y: mnist.train.labels[found]}
            _, last = session.run([optimizer, cost], feed)
        print(epoch, last, full)
