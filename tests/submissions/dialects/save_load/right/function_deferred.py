import tensorflow as tf

save_file = "./model.ckpt"


@tf.function
def start():
    return tf.random.truncated_normal([2, 3]), tf.random.truncated_normal([3])


weights, bias = map(tf.Variable, start())
print(weights, bias)
ckpt = tf.train.Checkpoint()
ckpt.weights, ckpt.bias = weights, bias
ckpt.write(save_file)

# read first: the variables get their values when they are made
ckpt = tf.train.Checkpoint()
ckpt.read(save_file)
weights, bias = map(tf.Variable, start())
ckpt.weights = weights
ckpt.bias = bias
print(weights, bias)
