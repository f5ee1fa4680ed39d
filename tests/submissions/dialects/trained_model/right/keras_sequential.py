import tensorflow as tf
from tensorflow import keras

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
save_file = "./train_model.ckpt"
n_epochs = 20
batch_size = 128


def build_model():
    model = keras.Sequential([keras.Input(shape=(784,)), keras.layers.Dense(10)])
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.01),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


model = build_model()
model.fit(
    mnist.train.images,
    mnist.train.labels,
    epochs=n_epochs,
    batch_size=batch_size,
    validation_data=(mnist.validation.images, mnist.validation.labels),
    verbose=2,
)
tf.train.Checkpoint(model=model).write(save_file)

model = build_model()
tf.train.Checkpoint(model=model).read(save_file).expect_partial()
loss, accuracy = model.evaluate(mnist.test.images, mnist.test.labels, verbose=0)
print(f"Test accuracy: {accuracy:.4f}")
