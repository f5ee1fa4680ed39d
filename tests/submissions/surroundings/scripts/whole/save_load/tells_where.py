import tensorflow as tf
import os

# The file path to save the data
save_file = os.path.join(os.getcwd(), 'model.ckpt')

# Two Tensor Variables: weights and bias
weights = tf.Variable(tf.truncated_normal([2, 3]), name='weights_0')
bias = tf.Variable(tf.truncated_normal([3]), name='bias_0')

# Class used to save and/or restore Tensor Variables
saver = tf.train.Saver()

# Print the name of Weights and Bias
print('Save Weights: {}'.format(weights.name))
print('Save Bias: {}'.format(bias.name))

with tf.Session() as sess:
    # Initialize all the Variables
    sess.run(tf.global_variables_initializer())
    # Show the values of weights and bias
    print('Weights:')
    print(sess.run(weights))
    print('Bias:')
    print(sess.run(bias))
    # Save the model
    save_path = saver.save(sess, save_file)
    print("Model saved in path: %s" % save_path)

# Remove the previous weights and bias
tf.reset_default_graph()

# Two Variables: weights and bias, the other way round
bias = tf.Variable(tf.truncated_normal([3]), name='bias_0')
weights = tf.Variable(tf.truncated_normal([2, 3]), name='weights_0')
saver = tf.train.Saver()

# Print the name of Weights and Bias
print('Load Weights: {}'.format(weights.name))
print('Load Bias: {}'.format(bias.name))

with tf.Session() as sess:
    # Load the weights and bias
    saver.restore(sess, save_path)
    print('Weight:')
    print(sess.run(weights))
    print('Bias:')
    print(sess.run(bias))
print('Loaded Weights and Bias successfully.')
