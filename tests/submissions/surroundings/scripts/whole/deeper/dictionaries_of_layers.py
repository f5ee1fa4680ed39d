import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

n_nodes_hl1 = 256
n_nodes_hl2 = 128
n_classes = 10
batch_size = 128

x = tf.placeholder('float', [None, 28, 28, 1])
y = tf.placeholder('float', [None, n_classes])


def neural_network_model(data):
    data = tf.reshape(data, [-1, 784])
    hidden_1_layer = {'weights': tf.Variable(tf.random_normal([784, n_nodes_hl1], stddev=0.1)),
                      'biases': tf.Variable(tf.random_normal([n_nodes_hl1]))}
    hidden_2_layer = {'weights': tf.Variable(tf.random_normal([n_nodes_hl1, n_nodes_hl2], stddev=0.1)),
                      'biases': tf.Variable(tf.random_normal([n_nodes_hl2]))}
    output_layer = {'weights': tf.Variable(tf.random_normal([n_nodes_hl2, n_classes], stddev=0.1)),
                    'biases': tf.Variable(tf.random_normal([n_classes]))}

    l1 = tf.nn.relu(tf.add(tf.matmul(data, hidden_1_layer['weights']), hidden_1_layer['biases']))
    l2 = tf.nn.relu(tf.add(tf.matmul(l1, hidden_2_layer['weights']), hidden_2_layer['biases']))
    output = tf.matmul(l2, output_layer['weights']) + output_layer['biases']
    weights = {'hidden_layer': hidden_1_layer['weights'], 'hidden_layer_2': hidden_2_layer['weights'], 'out': output_layer['weights']}
    biases = {'hidden_layer': hidden_1_layer['biases'], 'hidden_layer_2': hidden_2_layer['biases'], 'out': output_layer['biases']}
    return output, weights, biases


def train_neural_network(x):
    logits, weights, biases = neural_network_model(x)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
    optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)
    hm_epochs = 20
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(hm_epochs):
            epoch_loss = 0
            for _ in range(int(mnist.train.num_examples / batch_size)):
                epoch_x, epoch_y = mnist.train.next_batch(batch_size)
                _, c = sess.run([optimizer, cost], feed_dict={x: epoch_x, y: epoch_y})
                epoch_loss += c
            print('Epoch', epoch, 'completed out of', hm_epochs, 'loss:', epoch_loss)
        correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
        accuracy = tf.reduce_mean(tf.cast(correct, 'float'))
        print('Accuracy:', accuracy.eval({x: mnist.test.images, y: mnist.test.labels}))


train_neural_network(x)
