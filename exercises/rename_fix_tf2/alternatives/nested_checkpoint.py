# The first part writes the names that the second one looks for; a manager keeps the files.
import tensorflow as tf

save_file = "./saved/model.ckpt"

weights = tf.Variable(tf.random.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.random.truncated_normal([3]), name="bias")
inner = tf.train.Checkpoint(kernel=weights, offset=bias)
saver = tf.train.Checkpoint(layer=inner)
manager = tf.train.CheckpointManager(saver, "./saved", max_to_keep=1, checkpoint_name="model.ckpt")
print("saved:", manager.save(), weights.numpy(), bias.numpy())


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([2, 3]))
        self.offset = tf.Variable(tf.zeros([3]))


layer = Layer()
weights = layer.kernel
bias = layer.offset
saver = tf.train.Checkpoint(layer=layer)
status = saver.restore(tf.train.latest_checkpoint("./saved"))
status.assert_existing_objects_matched()
print("restored:", weights.numpy(), bias.numpy())
