import tensorflow as tf

save_file = "./model.ckpt"

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
checkpoint = tf.train.Checkpoint(weights=weights, bias=bias)
print("saved weights:")
print(weights.numpy())
print(bias.numpy())
checkpoint.write(save_file)

weights = tf.Variable(tf.zeros([2, 3]))
bias = tf.Variable(tf.zeros([3]))
checkpoint = tf.train.Checkpoint(weights=weights, bias=bias)
checkpoint.read(save_file).assert_consumed()
print("restored weights:")
print(weights.numpy())
print(bias.numpy())
