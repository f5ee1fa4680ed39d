{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": "import tensorflow.compat.v1 as tf\n\ntf.disable_v2_behavior()\n\noutput = None\nhidden_layer_weights = [\n    [0.1, 0.2, 0.4],\n    [0.4, 0.6, 0.6],\n    [0.5, 0.9, 0.1],\n    [0.8, 0.2, 0.8],\n]\nout_weights = [\n    [0.1, 0.6],\n    [0.2, 0.1],\n    [0.7, 0.9],\n]\n\n# Weights and biases\nweights = [tf.Variable(hidden_layer_weights), tf.Variable(out_weights)]\nbiases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]\n\n# Input\nfeatures = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])\n\n# TODO: compute the hidden layer, with a ReLU, and call it hidden_layer\nhidden_layer = tf.nn.relu(tf.add(tf.matmul(features, weights[0]), biases[0]))\n\n# TODO: compute the output layer from it, without a ReLU, and call it output\noutput = tf.add(tf.matmul(hidden_layer, weights[1]), biases[1])\n\n# TODO: open a session, initialise the variables and print the value of output\nwith tf.Session() as session:\n    session.run(tf.global_variables_initializer())\n    print(session.run(output))\n"
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Python 3",
   "language": "python",
   "name": "python3"
  },
  "language_info": {
   "name": "python"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 4
}