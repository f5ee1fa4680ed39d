import tensorflow as tf

save_file = "./model.ckpt"


class Layer(tf.Module):
    def __init__(self):
        self.weights = tf.Variable(tf.random.truncated_normal([2, 3]))
        self.bias = tf.Variable(tf.random.truncated_normal([3]))


first = Layer()
weights, bias = first.weights, first.bias
saver = tf.train.Checkpoint(layer=first)
saver.save(save_file)
print(weights, bias)

# the values as they were
w, b = weights.numpy(), bias.numpy()

second = Layer()
weights, bias = second.weights, second.bias
saver = tf.train.Checkpoint(layer=second)
saver.restore(save_file + "-1").assert_consumed()
print(weights, bias)
print((weights.numpy() == w).all() and (bias.numpy() == b).all())
