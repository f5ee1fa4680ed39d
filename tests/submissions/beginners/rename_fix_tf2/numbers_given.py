# told: objects that hold some
# told: `bias` is neither
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
class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([2, 3]))
        self.offset = tf.Variable(tf.zeros([3]))


layer = Layer()
weights, bias = layer.kernel, layer.offset
saver = tf.train.Checkpoint(weights=weights.numpy(), bias=bias.numpy())

status = saver.read(save_file)
status.assert_consumed()
print(weights.numpy())
print(bias.numpy())
