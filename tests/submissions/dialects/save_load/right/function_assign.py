import tensorflow as tf

save_file = "./model.ckpt"


@tf.function
def draw(weights, bias):
    weights.assign(tf.random.truncated_normal([2, 3]))
    bias.assign(tf.random.truncated_normal([3]))


weights, bias = tf.Variable(tf.zeros([2, 3])), tf.Variable(tf.zeros([3]))
draw(weights, bias)
tf.print("saved", weights, bias)
tf.train.Checkpoint(weights=weights, bias=bias).write(save_file)

weights, bias = tf.Variable(tf.zeros([2, 3])), tf.Variable(tf.zeros([3]))
tf.train.Checkpoint(weights=weights, bias=bias).read(save_file)
tf.print("restored", weights, bias)
