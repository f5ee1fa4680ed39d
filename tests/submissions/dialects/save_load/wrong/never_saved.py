import tensorflow as tf

save_file = "./model.ckpt"
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
print(weights.numpy(), bias.numpy())

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
print(weights.numpy(), bias.numpy())
