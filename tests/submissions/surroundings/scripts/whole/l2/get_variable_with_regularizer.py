import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

def layer(name, inputs, n_in, n_out, activation=tf.identity):
    with tf.variable_scope(name):
        w = tf.get_variable('weights', [n_in, n_out],
                            initializer=tf.truncated_normal_initializer(stddev=0.1),
                            regularizer=tf.contrib.layers.l2_regularizer(0.01))
        b = tf.get_variable('biases', [n_out], initializer=tf.constant_initializer(0.0))
        return w, b, activation(tf.matmul(inputs, w) + b)


x = tf.placeholder(tf.float32, [None, 28, 28, 1], name='x')
y = tf.placeholder(tf.float32, [None, 10], name='y')
weights, biases = {}, {}
weights['hidden_layer'], biases['hidden_layer'], layer_1 = layer('hidden_layer', tf.reshape(x, [-1, 784]), 784, 256, tf.nn.relu)
weights['out'], biases['out'], logits = layer('out', layer_1, 256, 10)
cross_entropy = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
cost = tf.reduce_mean(cross_entropy)
reg_losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
loss = cost + tf.reduce_sum(reg_losses)
train_op = tf.train.GradientDescentOptimizer(1e-3).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(20):
        for _ in range(mnist.train.num_examples // 128):
            xs, ys = mnist.train.next_batch(128)
            sess.run(train_op, feed_dict={x: xs, y: ys})
    print(sess.run([cost, loss], {x: mnist.validation.images, y: mnist.validation.labels}))
