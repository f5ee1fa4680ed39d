# A functional model, one-hot labels, batches from tf.data, the loss by a function of Keras.
import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits: 784 numbers between 0 and 1 for each, and which digit it is
mnist = read_data_sets(".")
images, labels = mnist.train.images, mnist.train.labels
held_out = (mnist.validation.images, mnist.validation.labels)

epochs = 5
batch_size = 64

def pairs(x, y):
    return tf.data.Dataset.from_tensor_slices((x, keras.utils.to_categorical(y, 10)))


train = pairs(images, labels).shuffle(len(images)).batch(batch_size)
test = pairs(mnist.test.images, mnist.test.labels).batch(500)

inputs = keras.Input(shape=(784,), name="pixels")
x = keras.layers.Dense(64)(inputs)
x = keras.activations.relu(x)
outputs = keras.layers.Dense(10)(x)
model = keras.Model(inputs=inputs, outputs=outputs)


def loss_fn(truth, scores):
    return tf.nn.softmax_cross_entropy_with_logits(labels=truth, logits=scores)


model.compile(
    keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
    loss=loss_fn,
    metrics=[keras.metrics.CategoricalAccuracy()],
)
history = model.fit(train, epochs=epochs, validation_data=pairs(*held_out).batch(500), verbose=2)
score = model.evaluate(test, verbose=0)
print(f"Test accuracy: {score[1]:.4f}")
