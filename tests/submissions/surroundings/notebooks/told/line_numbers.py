1 import tensorflow.compat.v1 as tf
2 
3 tf.disable_v2_behavior()
4 
5 output = None
6 hidden_layer_weights = [
7     [0.1, 0.2, 0.4],
8     [0.4, 0.6, 0.6],
9     [0.5, 0.9, 0.1],
10     [0.8, 0.2, 0.8],
11 ]
12 out_weights = [
13     [0.1, 0.6],
14     [0.2, 0.1],
15     [0.7, 0.9],
16 ]
17 
18 # Weights and biases
19 weights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]
20 biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
21 
22 # Input
23 features = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
24 
25 # TODO: compute the hidden layer, with a ReLU, and call it hidden_layer
26 hidden_layer = tf.nn.relu(tf.add(tf.matmul(features, weights[0]), biases[0]))
27 
28 # TODO: compute the output layer from it, without a ReLU, and call it output
29 output = tf.add(tf.matmul(hidden_layer, weights[1]), biases[1])
30 
31 # TODO: open a session, initialise the variables and print the value of output
32 with tf.Session() as session:
33     session.run(tf.global_variables_initializer())
34     print(session.run(output))
35 
