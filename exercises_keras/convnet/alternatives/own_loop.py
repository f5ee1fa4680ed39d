# Pictures without channels, and a loop of its own.
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 28 by 28 numbers between 0 and 1 with one channel, and which digit it is
mnist = read_data_sets(".", reshape=False)
images, labels = mnist.train.images, mnist.train.labels

model = keras.models.Sequential()
model.add(keras.Input((28, 28)))
model.add(keras.layers.Reshape((28, 28, 1)))
model.add(keras.layers.Conv2D(8, (3, 3), padding="same"))
model.add(keras.layers.ReLU())
model.add(keras.layers.MaxPooling2D((2, 2)))
model.add(keras.layers.Conv2D(12, (3, 3), padding="valid"))
model.add(keras.layers.ReLU())
model.add(keras.layers.MaxPooling2D((2, 2)))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(10))
optimizer = keras.optimizers.SGD(0.1)
loss_object = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


@tf.function
def train_step(pictures, digits):
    with tf.GradientTape() as tape:
        loss = loss_object(digits, model(pictures, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


pairs = (images.reshape(-1, 28, 28), labels)
for epoch in range(4):
    for pictures, digits in tf.data.Dataset.from_tensor_slices(pairs).shuffle(5000).batch(64):
        train_step(pictures, digits)
