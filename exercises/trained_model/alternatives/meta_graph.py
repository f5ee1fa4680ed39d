# The second session loads the graph, too, from the file beside the checkpoint.
import math

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

batch_size = 128
n_epochs = 20
save_file = "./train_model.ckpt"

features = tf.placeholder(tf.float32, [None, 784], name="features")
labels = tf.placeholder(tf.float32, [None, 10], name="labels")
weights = tf.Variable(tf.truncated_normal([784, 10], stddev=0.1))
bias = tf.Variable(tf.zeros([10]))
logits = features @ weights + bias
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits))
optimizer = tf.train.AdamOptimizer(0.001).minimize(cost)
correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32), name="accuracy")
saver = tf.train.Saver()

sess = tf.Session()
sess.run(tf.global_variables_initializer())
for epoch in range(n_epochs):
    for i in range(math.ceil(mnist.train.num_examples / batch_size)):
        batch = mnist.train.next_batch(batch_size)
        sess.run(optimizer, {features: batch[0], labels: batch[1]})
    if epoch % 10 == 9:
        valid = {features: mnist.validation.images, labels: mnist.validation.labels}
        print(epoch + 1, sess.run(accuracy, valid))
saver.save(sess, save_file)
sess.close()

tf.reset_default_graph()
saver = tf.train.import_meta_graph(save_file + ".meta")
graph = tf.get_default_graph()
sess = tf.Session()
saver.restore(sess, save_file)
result = sess.run(
    graph.get_tensor_by_name("accuracy:0"),
    {"features:0": mnist.test.images, "labels:0": mnist.test.labels},
)
print("Test:", result)
sess.close()
