import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
w = tf.train.load_variable("./pretrained.ckpt", "hidden_layer/weights")
b = tf.train.load_variable("./pretrained.ckpt", "hidden_layer/bias")
inputs = tf.keras.Input((784,))
base = tf.keras.layers.Dense(256, activation="relu", kernel_initializer=tf.keras.initializers.Constant(w), bias_initializer=tf.keras.initializers.Constant(b), trainable=False)
outputs = tf.keras.layers.Dense(2)(base(inputs))
model = tf.keras.Model(inputs, outputs)
model.compile(tf.keras.optimizers.SGD(0.05), tf.keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
to_labels = lambda d: tf.keras.utils.to_categorical(d % 2, 2)
model.fit(mnist.train.images, to_labels(mnist.train.labels), epochs=5, batch_size=100, verbose=0)
print(model.evaluate(mnist.validation.images, to_labels(mnist.validation.labels), verbose=0))
