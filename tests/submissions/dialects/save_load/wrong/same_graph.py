import tensorflow as tf

save_file = "./model.ckpt"
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
print(weights.numpy(), bias.numpy())
checkpoint = tf.train.Checkpoint(weights=weights, bias=bias)
checkpoint.write(save_file)
weights.assign(tf.zeros([2, 3]))
bias.assign(tf.zeros([3]))
checkpoint.read(save_file)
print(weights.numpy(), bias.numpy())
