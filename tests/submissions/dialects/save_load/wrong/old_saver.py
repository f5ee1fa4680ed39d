import tensorflow as tf

save_file = "./model.ckpt"
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
print(weights.numpy(), bias.numpy())
saver = tf.train.Checkpoint(weights=weights, bias=bias)
saver.write(save_file)

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
saver.read(save_file)
print(weights.numpy(), bias.numpy())
