# What comes before the old head is a model of its own, frozen as a whole.
import tensorflow as tf
from tensorflow.keras import layers

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
x_train, x_val = mnist.train.images, mnist.validation.images
y_train = (mnist.train.labels.argmax(axis=1) > 4).astype(int)
y_val = (mnist.validation.labels.argmax(axis=1) > 4).astype(int)

pretrained = tf.keras.models.load_model("digits.keras")
pretrained.summary()
base_model = tf.keras.Model(inputs=pretrained.inputs, outputs=pretrained.layers[-2].output)
base_model.trainable = False

inputs = tf.keras.Input(shape=(784,))
x = base_model(inputs, training=False)
outputs = layers.Dense(1)(x)
model = tf.keras.Model(inputs, outputs)
model.summary()

model.compile(
    optimizer=tf.keras.optimizers.SGD(learning_rate=0.1),
    loss=tf.keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
history = model.fit(x_train, y_train, epochs=5, batch_size=64, validation_data=(x_val, y_val))
