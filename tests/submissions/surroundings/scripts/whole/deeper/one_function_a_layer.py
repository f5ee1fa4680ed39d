import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets('.', one_hot=True, reshape=False)

def fc(inputs, num_out, name, relu=True):
    """Create a fully connected layer."""
    num_in = int(inputs.get_shape()[-1])
    with tf.variable_scope(name) as scope:
        w = tf.get_variable('weights', shape=[num_in, num_out], trainable=True,
                            initializer=tf.contrib.layers.variance_scaling_initializer())
        b = tf.get_variable('biases', [num_out], trainable=True, initializer=tf.zeros_initializer())
        act = tf.nn.xw_plus_b(inputs, w, b, name=scope.name)
    tf.summary.histogram(name + '/weights', w)
    return tf.nn.relu(act) if relu else act


x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.placeholder(tf.float32, [None, 10])
layer_1 = fc(tf.contrib.layers.flatten(x), 256, 'hidden_layer')
layer_2 = fc(layer_1, 128, 'hidden_layer_2')
logits = fc(layer_2, 10, 'out', relu=False)
by_name = {v.op.name: v for v in tf.global_variables()}
weights = {name: by_name[name + '/weights'] for name in ('hidden_layer', 'hidden_layer_2', 'out')}
biases = {name: by_name[name + '/biases'] for name in ('hidden_layer', 'hidden_layer_2', 'out')}
with tf.name_scope('cross_ent'):
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))
with tf.name_scope('train'):
    gradients = tf.gradients(cost, tf.trainable_variables())
    gradients = list(zip(gradients, tf.trainable_variables()))
    optimizer = tf.train.GradientDescentOptimizer(0.001).apply_gradients(grads_and_vars=gradients)
for gradient, var in gradients:
    tf.summary.histogram(var.name.replace(':', '_') + '/gradient', gradient)
merged_summary = tf.summary.merge_all()

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(20):
        for i in range(mnist.train.num_examples // 128):
            bx, by = mnist.train.next_batch(128)
            sess.run(optimizer, feed_dict={x: bx, y: by})
        print("Epoch:", epoch, "cost:", sess.run(cost, {x: mnist.validation.images, y: mnist.validation.labels}))
