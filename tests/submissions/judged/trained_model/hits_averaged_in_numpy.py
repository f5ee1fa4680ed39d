# Right: NumPy takes the mean of what `correct_prediction` says of each image.
# verdict: right
import numpy as np
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
correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
saver = tf.train.Saver()


def fed(data, start, count):
    """Return what is fed for some images."""
    part = slice(start, start + count)
    return {features: data.images[part], labels: data.labels[part]}


with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for epoch in range(1, n_epochs + 1):
        for start in range(0, mnist.train.num_examples, batch_size):
            session.run(optimizer, feed_dict=fed(mnist.train, start, batch_size))
        if epoch % 5 == 0:
            hits = []
            for start in range(0, mnist.validation.num_examples, 200):
                feed = fed(mnist.validation, start, 200)
                hits.extend(session.run(correct_prediction, feed_dict=feed))
            print(f"epoch {epoch}: validation accuracy {np.mean(hits):.4f}")
    saver.save(session, save_file)

with tf.Session() as session:
    saver.restore(session, save_file)
    hits = session.run(correct_prediction, feed_dict=fed(mnist.test, 0, mnist.test.num_examples))
    print(f"test accuracy {hits.mean():.4f}")
