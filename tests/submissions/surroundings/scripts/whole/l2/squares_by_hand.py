import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

learning_rate = 0.001
epochs = 20
batch_size = 128
beta = 0.01

x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
weights = {
    'hidden_layer': tf.Variable(tf.truncated_normal([784, 256], stddev=0.1), name='W1'),
    'out': tf.Variable(tf.truncated_normal([256, 10], stddev=0.1), name='W2'),
}
biases = {
    'hidden_layer': tf.Variable(tf.zeros([256]), name='bias1'),
    'out': tf.Variable(tf.zeros([10]), name='bias2'),
}
layer_1 = tf.nn.relu(tf.matmul(tf.reshape(x, [-1, 784]), weights['hidden_layer']) + biases['hidden_layer'])
logits = tf.matmul(layer_1, weights['out']) + biases['out']
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))

def l2(w):
    return tf.reduce_sum(tf.square(w)) / 2.

loss = cost
for name in ['hidden_layer', 'out']:
    loss += beta * l2(weights[name])
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(epochs):
        for i in range(mnist.train.num_examples // batch_size):
            batch_x, batch_y = mnist.train.next_batch(batch_size)
            _, l = sess.run([optimizer, loss], feed_dict={x: batch_x, y: batch_y})
        print('Epoch %2d loss %.3f' % (epoch + 1, l))
