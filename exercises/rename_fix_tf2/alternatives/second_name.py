# The object has its parts under the names of the file, beside its own.
import tensorflow as tf

save_file = "./model.ckpt"

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
tf.train.Checkpoint(weights=weights, bias=bias).write(save_file)
print("saved:")
print(weights.numpy(), bias.numpy(), sep="\n")


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([2, 3]))
        self.offset = tf.Variable(tf.zeros([3]))
        # What the first part called these two.
        self.weights, self.bias = self.kernel, self.offset

    def __call__(self, x):
        return tf.matmul(x, self.kernel) + self.offset


layer = Layer()
weights, bias = layer.kernel, layer.offset
checkpoint = tf.train.Checkpoint(layer)
checkpoint.read(save_file).assert_consumed()
print("restored:")
print(weights.numpy(), bias.numpy(), sep="\n")
