import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, layers

save_file = "./checkpoints/model.ckpt"


def network():
    inputs = Input((2,))
    outputs = layers.Dense(3, name="only")(inputs)
    return Model(inputs, outputs)


model = network()
only = model.get_layer("only")
weights, bias = only.kernel, only.bias
only.set_weights([np.random.normal(size=(2, 3)), np.random.normal(size=3)])
ckpt = tf.train.Checkpoint(step=tf.Variable(1), model=model)
manager = tf.train.CheckpointManager(
    ckpt, "./checkpoints", max_to_keep=3, checkpoint_name="model.ckpt"
)
manager.save()
print("saved", only.get_weights())

model = network()
only = model.get_layer("only")
weights, bias = only.kernel, only.bias
ckpt = tf.train.Checkpoint(step=tf.Variable(1), model=model)
manager = tf.train.CheckpointManager(
    ckpt, "./checkpoints", max_to_keep=3, checkpoint_name="model.ckpt"
)
ckpt.restore(manager.latest_checkpoint)
print("restored", only.get_weights())
