# A model of its own class, trained by a loop of the script's own with GradientTape.
import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
n_epochs = 20
batch_size = 100
save_file = "./train_model.ckpt"


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(10)

    def call(self, images):
        return self.dense(images)


def to_tensors(data):
    return data.images.astype(np.float32), data.labels.astype(np.float32)


def accuracy_of(model, images, labels):
    predicted = tf.argmax(model(images, training=False), axis=1)
    accuracy = tf.reduce_mean(tf.cast(predicted == tf.argmax(labels, axis=1), tf.float32))
    return accuracy


model = Classifier()
loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.SGD(0.05)


@tf.function
def train_step(features, labels):
    with tf.GradientTape() as tape:
        logits = model(features, training=True)
        cost = loss_fn(labels, logits)
    slopes = tape.gradient(cost, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return cost


data = tf.data.Dataset.from_tensor_slices(to_tensors(mnist.train)).shuffle(5000).batch(batch_size)
for epoch in range(n_epochs):
    for features, labels in data:
        train_step(features, labels)
    if epoch % 10 == 0:
        print(f"epoch {epoch}: {accuracy_of(model, *to_tensors(mnist.validation)):.3f}")

tf.train.Checkpoint(model=model).write(save_file)

model = Classifier()
model.build((None, 784))
tf.train.Checkpoint(model=model).read(save_file).assert_existing_objects_matched()
print(f"test: {accuracy_of(model, *to_tensors(mnist.test)):.3f}")
