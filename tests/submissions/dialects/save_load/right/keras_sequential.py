import tensorflow as tf
from tensorflow import keras

save_file = "./model.ckpt"


def build():
    return keras.Sequential(
        [keras.Input(shape=(2,)), keras.layers.Dense(3, bias_initializer="random_normal")]
    )


model = build()
weights, bias = model.weights
print("saved:", weights.numpy(), bias.numpy())
tf.train.Checkpoint(model=model).write(save_file)

model = build()
weights, bias = model.weights
status = tf.train.Checkpoint(model=model).read(save_file)
status.assert_existing_objects_matched()
print("restored:", weights.numpy(), bias.numpy())
