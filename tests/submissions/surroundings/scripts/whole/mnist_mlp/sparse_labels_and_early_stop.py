import tensorflow as tf
import numpy as np
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets(".", one_hot=True, reshape=False)

graph = tf.Graph()
with graph.as_default():
    x = tf.placeholder(tf.float32, [None, 28, 28, 1])
    y = tf.placeholder(tf.float32, [None, 10])
    init_w = tf.variance_scaling_initializer()
    weights = dict(hidden_layer=tf.Variable(init_w([784, 256])), out=tf.Variable(init_w([256, 10])))
    biases = dict(hidden_layer=tf.Variable(tf.zeros([256])), out=tf.Variable(tf.zeros([10])))
    layer_1 = tf.nn.relu(tf.nn.bias_add(tf.matmul(tf.reshape(x, [tf.shape(x)[0], 784]), weights['hidden_layer']), biases['hidden_layer']))
    logits = tf.nn.bias_add(tf.matmul(layer_1, weights['out']), biases['out'])
    cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.argmax(y, 1), logits=logits))
    optimizer = tf.train.GradientDescentOptimizer(0.001).minimize(cost)
    saver = tf.train.Saver(max_to_keep=1)

best, patience = np.inf, 0
with tf.Session(graph=graph) as sess:
    tf.global_variables_initializer().run()
    for epoch in range(20):
        for step in range(mnist.train.num_examples // 128):
            xs, ys = mnist.train.next_batch(128)
            optimizer.run({x: xs, y: ys})
        val = cost.eval({x: mnist.validation.images, y: mnist.validation.labels})
        if val < best:
            best, patience = val, 0
            saver.save(sess, './checkpoints/best.ckpt')
        else:
            patience += 1
            if patience > 5:
                print('early stopping')
                break
    saver.restore(sess, tf.train.latest_checkpoint('./checkpoints'))
    print('best validation loss', best)
