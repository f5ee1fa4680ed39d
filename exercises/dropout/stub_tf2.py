import tensorflow as tf

hidden_layer_weights = [
    [0.1, 0.2, 0.4],
    [0.4, 0.6, 0.6],
    [0.5, 0.9, 0.1],
    [0.8, 0.2, 0.8],
]
out_weights = [
    [0.1, 0.6],
    [0.2, 0.1],
    [0.7, 0.9],
]

# Weights and biases
weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]

# Input
features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])

# TODO: make a constant of one number, the chance of a unit to be kept, 0.5, and call it keep_prob

# TODO: compute the hidden layer, with a ReLU, and call it hidden_layer

# TODO: apply dropout to the hidden layer, so that a unit is kept with the chance keep_prob, then
# compute the output layer and call it logits

# (or make a Keras model of both layers with a Dropout layer between them, set its weights, and
# call it with training=True: it stands for weights, biases, keep_prob and logits)

# TODO: print the value of logits
