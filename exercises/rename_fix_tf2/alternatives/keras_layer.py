# The second part has a layer of Keras; its variables get the names of the file.
import tensorflow as tf
from tensorflow import keras

save_file = "./model.ckpt"

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
before = tf.train.Checkpoint(weights=weights, bias=bias)
before.write(save_file)
print(weights.numpy(), bias.numpy())

dense = keras.layers.Dense(3)
dense.build((None, 2))
weights, bias = dense.kernel, dense.bias
after = tf.train.Checkpoint(weights=dense.kernel, bias=dense.bias)
after.read(save_file).assert_existing_objects_matched()
print(dense.get_weights())
