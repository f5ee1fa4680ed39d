import tensorflow as tf

save_file = "./model.ckpt"
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
print(weights.numpy(), bias.numpy())
tf.train.Checkpoint(variables=[weights, bias]).write(save_file)

bias = tf.Variable(tf.random.truncated_normal([3]))
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
tf.train.Checkpoint(variables=[bias, weights]).read(save_file)
print(weights.numpy(), bias.numpy())
