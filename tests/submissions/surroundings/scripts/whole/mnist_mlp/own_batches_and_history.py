# %matplotlib inline
import math
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from tqdm import tqdm
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

plt.style.use('seaborn')
np.random.seed(0)
tf.set_random_seed(0)

mnist = input_data.read_data_sets('../datasets/ud730/mnist', one_hot=True, reshape=False)
train_features, train_labels = mnist.train.images, mnist.train.labels
valid_features, valid_labels = mnist.validation.images, mnist.validation.labels


def batches(batch_size, features, labels):
    """
    Create batches of features and labels
    """
    assert len(features) == len(labels)
    output_batches = []
    for start_i in range(0, len(features), batch_size):
        end_i = start_i + batch_size
        output_batches.append([features[start_i:end_i], labels[start_i:end_i]])
    return output_batches


x = tf.placeholder(tf.float32, [None, 28, 28, 1], name='features')
y = tf.placeholder(tf.float32, [None, 10], name='labels')
weights = {
    'hidden_layer': tf.Variable(tf.truncated_normal((784, 256), stddev=.05)),
    'out': tf.Variable(tf.truncated_normal((256, 10), stddev=.05)),
}
biases = {'hidden_layer': tf.Variable(tf.zeros(256)), 'out': tf.Variable(tf.zeros(10))}
x_flat = tf.reshape(x, [-1, 784])
layer_1 = tf.nn.relu(tf.add(tf.matmul(x_flat, weights['hidden_layer']), biases['hidden_layer']))
logits = tf.add(tf.matmul(layer_1, weights['out']), biases['out'])
prediction = tf.nn.softmax(logits)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.001).minimize(cost)
is_correct = tf.equal(tf.argmax(prediction, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(is_correct, 'float'))

history = []
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for epoch_i in range(20):
        order = np.random.permutation(len(train_features))
        all_batches = batches(128, train_features[order], train_labels[order])
        batches_pbar = tqdm(all_batches, desc='Epoch {:>2}/{}'.format(epoch_i + 1, 20), unit='batches')
        for batch_features, batch_labels in batches_pbar:
            _, l = session.run([optimizer, cost], feed_dict={x: batch_features, y: batch_labels})
        batches_pbar.set_postfix(loss=l)
        valid_acc = session.run(accuracy, feed_dict={x: valid_features, y: valid_labels})
        history.append({'epoch': epoch_i, 'loss': l, 'accuracy': valid_acc})

frame = pd.DataFrame(history)
frame.plot(x='epoch', y=['loss', 'accuracy'], subplots=True)
plt.tight_layout()
plt.savefig('history.png')
plt.show()
print('Validation accuracy at {}'.format(valid_acc))
