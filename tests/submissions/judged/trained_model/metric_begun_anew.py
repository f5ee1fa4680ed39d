# Right: the accuracy is a metric of TensorFlow, begun anew for each measurement.
# verdict: right
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.001
batch_size = 128
n_epochs = 20
save_file = "./train_model.ckpt"

features = tf.placeholder(tf.float32, [None, 784])
labels = tf.placeholder(tf.float32, [None, 10])
weights = tf.Variable(tf.random_normal([784, 10]))
bias = tf.Variable(tf.random_normal([10]))
logits = tf.add(tf.matmul(features, weights), bias)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels))
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
classes, guesses = tf.argmax(labels, 1), tf.argmax(logits, 1)
_, accuracy = tf.metrics.accuracy(classes, guesses)
anew = tf.local_variables_initializer()
saver = tf.train.Saver()


def fed(data, start, count):
    """Return what is fed for so many images, or for all that follow."""
    part = slice(start, start + count if count else None)
    return {features: data.images[part], labels: data.labels[part]}


with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for epoch in range(1, n_epochs + 1):
        for start in range(0, mnist.train.num_examples, batch_size):
            session.run(optimizer, feed_dict=fed(mnist.train, start, batch_size))
        if epoch % 5 == 0:
            session.run(anew)
            share = session.run(accuracy, feed_dict=fed(mnist.validation, 0, None))
            print(f"epoch {epoch}: validation accuracy {share:.4f}")
    saver.save(session, save_file)

with tf.Session() as session:
    saver.restore(session, save_file)
    session.run(anew)
    share = session.run(accuracy, feed_dict=fed(mnist.test, 0, None))
    print(f"test accuracy {share:.4f}")
