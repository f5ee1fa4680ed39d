# Lists in both parts, with the variables in one order; a function shows them.
import tensorflow as tf

save_file = "./model.ckpt"


@tf.function
def show(what, weights, bias):
    tf.print(what, weights, bias)


weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
saver = tf.train.Checkpoint(layers=[weights, bias])
show("saved", weights, bias)
path = saver.save(save_file)


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([2, 3]))
        self.offset = tf.Variable(tf.zeros([3]))


layer = Layer()
weights, bias = layer.kernel, layer.offset
saver = tf.train.Checkpoint(layers=[layer.kernel, layer.offset])
saver.restore(path).assert_consumed()
show("restored", weights, bias)
