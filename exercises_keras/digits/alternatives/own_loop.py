# A loop of its own in place of fit, on slices, in a function of TensorFlow.
import numpy as np
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits: 784 numbers between 0 and 1 for each, and which digit it is
mnist = read_data_sets(".")
images, labels = mnist.train.images, mnist.train.labels
held_out = (mnist.validation.images, mnist.validation.labels)

epochs = 5
batch_size = 64

model = keras.Sequential([keras.layers.Dense(64, "relu"), keras.layers.Dense(10)])
model.build((None, 784))
optimizer = keras.optimizers.SGD(0.05, momentum=0.9)


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        scores = model(x, training=True)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=scores)
        cost = tf.reduce_mean(losses)
    grads = tape.gradient(cost, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return cost


for epoch in range(epochs):
    order = np.random.permutation(len(images))
    for start in range(0, len(images), batch_size):
        rows = order[start : start + batch_size]
        cost = train_step(images[rows], labels[rows].astype("int32"))
    print("epoch", epoch + 1, "cost", float(cost))

right = tf.equal(tf.argmax(model(mnist.test.images), axis=1), mnist.test.labels.astype("int64"))
print("test accuracy", tf.reduce_mean(tf.cast(right, tf.float32)).numpy())
