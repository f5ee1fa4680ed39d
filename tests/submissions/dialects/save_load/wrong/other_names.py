import tensorflow as tf

save_file = "./model.ckpt"
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
print(weights.numpy(), bias.numpy())
tf.train.Checkpoint(weights=weights, bias=bias).write(save_file)

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
tf.train.Checkpoint(restored_weights=weights, restored_bias=bias).read(save_file)
print(weights.numpy(), bias.numpy())
