import tensorflow as tf
print(tf.__version__)
if int(tf.__version__.split('.')[0]) > 1:
    tf = tf.compat.v1
    tf.disable_eager_execution()
tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
from tensorflow.examples.tutorials.mnist import input_data

old_v = tf.logging.get_verbosity()
tf.logging.set_verbosity(tf.logging.ERROR)
mnist = input_data.read_data_sets("MNIST-data", one_hot=True, reshape=False)
tf.logging.set_verbosity(old_v)

x = tf.compat.v1.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.compat.v1.placeholder(tf.float32, [None, 10])
weights = {
    'hidden_layer': tf.Variable(tf.random.normal([784, 256], stddev=0.1)),
    'out': tf.Variable(tf.random.truncated_normal([256, 10], stddev=0.1)),
}
biases = {'hidden_layer': tf.Variable(tf.zeros([256])), 'out': tf.Variable(tf.zeros([10]))}
layer_1 = tf.nn.relu(tf.linalg.matmul(tf.reshape(x, [-1, 784]), weights['hidden_layer']) + biases['hidden_layer'])
logits = tf.linalg.matmul(layer_1, weights['out']) + biases['out']
cost = tf.math.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(y), logits=logits))
train = tf.compat.v1.train.GradientDescentOptimizer(0.001).minimize(cost)
acc = tf.reduce_mean(tf.cast(tf.math.equal(tf.math.argmax(logits, 1), tf.math.argmax(y, 1)), tf.float32))
with tf.compat.v1.Session() as sess:
    sess.run(tf.compat.v1.global_variables_initializer())
    for epoch in range(20):
        for _ in range(mnist.train.num_examples // 128):
            bx, by = mnist.train.next_batch(128)
            sess.run(train, feed_dict={x: bx, y: by})
    print(sess.run(acc, {x: mnist.test.images, y: mnist.test.labels}))
