# Variables with the checkpoint's names and a Saver with a list; trainable=False freezes the layer.
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets('.', one_hot=True)

pretrained_file = 'pretrained.ckpt'
n_classes = 2
learning_rate = 0.05
batch_size = 128

x = tf.placeholder("float", [None, 784])
y = tf.placeholder("float", [None, n_classes])

weights = {
    'hidden_layer': tf.Variable(tf.zeros([784, 256]), name='hidden_layer/weights', trainable=False),
    'out': tf.Variable(tf.random_normal([256, n_classes]))
}
biases = {
    'hidden_layer': tf.Variable(tf.zeros([256]), name='hidden_layer/bias', trainable=False),
    'out': tf.Variable(tf.random_normal([n_classes]))
}

layer_1 = tf.add(tf.matmul(x, weights['hidden_layer']), biases['hidden_layer'])
layer_1 = tf.nn.relu(layer_1)
logits = tf.matmul(layer_1, weights['out']) + biases['out']

cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(learning_rate=learning_rate).minimize(cost)
correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, "float"))

saver = tf.train.Saver([weights['hidden_layer'], biases['hidden_layer']])


def parity(labels):
    even = labels[:, ::2].sum(axis=1, keepdims=True)
    return [[e, 1 - e] for e in even.ravel()]


sess = tf.Session()
sess.run(tf.initialize_all_variables())
saver.restore(sess, pretrained_file)
for epoch in range(3):
    for i in range(mnist.train.num_examples // batch_size):
        batch_x, batch_y = mnist.train.next_batch(batch_size)
        sess.run(optimizer, feed_dict={x: batch_x, y: parity(batch_y)})
    valid = {x: mnist.validation.images, y: parity(mnist.validation.labels)}
    print(epoch, sess.run([cost, accuracy], feed_dict=valid))
sess.close()
