import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

mnist_lr = 0.001
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
weights = {'h1': tf.Variable(tf.random_normal([784, 256])), 'out': tf.Variable(tf.random_normal([256, 10]))}
biases = {'b1': tf.Variable(tf.zeros([256])), 'out': tf.Variable(tf.zeros([10]))}
h = tf.nn.relu(tf.matmul(tf.reshape(x, [-1, 784]), weights['h1']) + biases['b1'])
logits = tf.matmul(h, weights['out']) + biases['out']
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
train_op = tf.train.GradientDescentOptimizer(mnist_lr).minimize(cost)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(20):
        for i in range(mnist.train.num_examples // 128):
            bx, by = mnist.train.next_batch(128)
            sess.run(train_op, feed_dict={x: bx, y: by})
    print(sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
