# A stable log-softmax and gradient descent by hand; images as they come, InteractiveSession.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.set_random_seed(1)

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, reshape=False)

learning_rate = tf.constant(0.05)
batch_size = 200
n_epochs = 12
save_file = "./train_model.ckpt"

features = tf.placeholder(tf.float32, [None, 28, 28, 1])
labels = tf.placeholder(tf.float32, [None, 10])
weights = tf.Variable(tf.random_uniform([784, 10], -0.1, 0.1))
bias = tf.Variable(tf.random_uniform([10], -0.1, 0.1))
logits = tf.tensordot(tf.reshape(features, [-1, 784]), weights, 1) + bias

shifted = logits - tf.reduce_max(logits, axis=1, keepdims=True)
log_p = shifted - tf.log(tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True))
cost = -tf.reduce_mean(tf.reduce_sum(labels * log_p, axis=1))
slopes = tf.gradients(cost, [weights, bias])
optimizer = [
    weights.assign_sub(learning_rate * slopes[0]),
    tf.assign_sub(bias, learning_rate * slopes[1]),
]
prediction = tf.argmax(tf.nn.softmax(logits), 1)
correct_prediction = tf.equal(prediction, tf.argmax(labels, 1))
accuracy = tf.count_nonzero(correct_prediction, dtype=tf.float32) / tf.cast(tf.size(prediction), tf.float32)

saver = tf.train.Saver([bias, weights])
sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for epoch in range(n_epochs):
    for start in range(0, mnist.train.num_examples, batch_size):
        rows = slice(start, start + batch_size)
        sess.run(optimizer, {features: mnist.train.images[rows], labels: mnist.train.labels[rows]})
    print(epoch, accuracy.eval({features: mnist.validation.images, labels: mnist.validation.labels}))
saved = saver.save(sess, save_file)
sess.close()

sess = tf.InteractiveSession()
# Not needed, and harmless before the restore
tf.global_variables_initializer().run()
saver.restore(sess, saved)
accuracy = accuracy.eval({features: mnist.test.images, labels: mnist.test.labels})
print("Test accuracy:", accuracy)
sess.close()
