# Leaves the object away, and reads the file into the variables that were saved.
import tensorflow as tf

save_file = "./model.ckpt"

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
saver = tf.train.Checkpoint(weights=weights, bias=bias)
saver.write(save_file)

print("in the file:", [name for name, shape in tf.train.list_variables(save_file)])
print(weights.numpy())
print(bias.numpy())

status = saver.read(save_file)
status.assert_consumed()
print(weights.numpy())
print(bias.numpy())
