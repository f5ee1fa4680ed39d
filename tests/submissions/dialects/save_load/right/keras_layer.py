import keras
import tensorflow as tf

save_file = "model.ckpt"

layer = keras.layers.Dense(3, bias_initializer="random_uniform")
layer.build((None, 2))
weights, bias = layer.kernel, layer.bias
saver = tf.train.Checkpoint(weights=weights, bias=bias)
saver.write(save_file)
print(weights)
print(bias)

layer = keras.layers.Dense(3)
layer.build((None, 2))
weights, bias = layer.kernel, layer.bias
saver = tf.train.Checkpoint(weights=weights, bias=bias)
saver.read(save_file)
print(weights)
print(bias)
