# Two tf.Graph objects, a Saver with a name map, in_top_k, and the sets measured in batches.
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
save_file = "./train_model.ckpt"
n_epochs = 10


def mean_over_batches(session, tensor, images_in, labels_in, data, size=250):
    values = []
    for start in range(0, data.num_examples, size):
        images, digits = data.images[start : start + size], data.labels[start : start + size]
        values.append(session.run(tensor, {images_in: images, labels_in: digits}))
    return np.mean(values)


def linear(graph):
    with graph.as_default():
        features = tf.placeholder(tf.float32, [None, 784])
        labels = tf.placeholder(tf.float32, [None, 10])
        weights = tf.Variable(tf.zeros([784, 10]))
        bias = tf.Variable(tf.zeros([1, 10]))
        logits = tf.matmul(features, weights) + bias
        digits = tf.argmax(labels, 1)
        accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, digits, 1), tf.float32))
        saver = tf.train.Saver({"w": weights, "b": bias})
    return features, labels, weights, bias, logits, digits, accuracy, saver


training_graph, test_graph = tf.Graph(), tf.Graph()
features_2, labels_2, _, _, _, _, accuracy_2, saver_2 = linear(test_graph)
features, labels, weights, bias, logits, digits, accuracy, saver = linear(training_graph)

with training_graph.as_default():
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=digits, logits=logits)
    loss = tf.reduce_mean(each)
    optimizer = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    init = tf.global_variables_initializer()

with tf.Session(graph=training_graph) as session:
    session.run(init)
    for epoch in range(n_epochs):
        done = mnist.train.epochs_completed
        while mnist.train.epochs_completed == done:
            batch_x, batch_y = mnist.train.next_batch(64)
            session.run(optimizer, feed_dict={features: batch_x, labels: batch_y})
        share = mean_over_batches(session, accuracy, features, labels, mnist.validation)
        print("Epoch", epoch, "accuracy", share)
    saver.save(session, save_file, write_meta_graph=False)

with tf.Session(graph=test_graph) as session:
    saver_2.restore(session, save_file)
    share = mean_over_batches(session, accuracy_2, features_2, labels_2, mnist.test)
    print("test accuracy", share)
