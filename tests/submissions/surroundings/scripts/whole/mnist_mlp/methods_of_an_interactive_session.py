import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets('MNIST_data', one_hot=True, reshape=False)
sess = tf.InteractiveSession()

x = tf.placeholder(tf.float32, shape=[None, 28, 28, 1])
y = tf.placeholder(tf.float32, shape=[None, 10])

def weight_variable(shape):
  initial = tf.truncated_normal(shape, stddev=0.1)
  return tf.Variable(initial)

def bias_variable(shape):
  initial = tf.constant(0.1, shape=shape)
  return tf.Variable(initial)

weights = {'hidden_layer': weight_variable([784, 256]), 'out': weight_variable([256, 10])}
biases = {'hidden_layer': bias_variable([256]), 'out': bias_variable([10])}

x_flat = tf.reshape(x, [-1, 784])
layer_1 = tf.nn.relu(tf.matmul(x_flat, weights['hidden_layer']) + biases['hidden_layer'])
logits = tf.matmul(layer_1, weights['out']) + biases['out']

cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
train_step = tf.train.GradientDescentOptimizer(1e-3).minimize(cost)
correct_prediction = tf.equal(tf.argmax(logits,1), tf.argmax(y,1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))

tf.global_variables_initializer().run()

steps = 20 * (mnist.train.num_examples // 128)
for i in range(steps):
  batch = mnist.train.next_batch(128)
  if i % 100 == 0:
    train_accuracy = accuracy.eval(feed_dict={x: batch[0], y: batch[1]})
    print("step %d, training accuracy %g" % (i, train_accuracy))
  train_step.run(feed_dict={x: batch[0], y: batch[1]})

print("test accuracy %g" % accuracy.eval(feed_dict={x: mnist.test.images, y: mnist.test.labels}))
