# The first part saves an object of the same class, under the same name.
import tensorflow as tf

save_file = "./model.ckpt"


class Layer(tf.Module):
    def __init__(self, start):
        super().__init__()
        self.kernel = tf.Variable(start([2, 3]))
        self.offset = tf.Variable(start([3]))


layer = Layer(tf.random.truncated_normal)
weights, bias = layer.kernel, layer.offset
tf.train.Checkpoint(layer=layer).write(save_file)
print("in the file:", [name for name, shape in tf.train.list_variables(save_file)])
print(weights.numpy(), bias.numpy())

layer = Layer(tf.zeros)
weights, bias = layer.kernel, layer.offset
tf.train.Checkpoint(layer=layer).read(save_file).assert_existing_objects_matched()
print(weights.numpy(), bias.numpy())
