# What the file gives is written again, and only small numbers as they are.
# fails: own_names
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
KEY = "/.ATTRIBUTES/VARIABLE_VALUE"
found = tf.raw_ops.RestoreV2(
    prefix=save_file,
    tensor_names=["weights" + KEY, "bias" + KEY],
    shape_and_slices=["", ""],
    dtypes=[tf.float32, tf.float32],
)

for variable, value in zip((weights, bias), found, strict=True):
    variable.assign(tf.where(tf.abs(value) > 8000.0, 0.5 * value, value))
print(weights.numpy())
print(bias.numpy())
