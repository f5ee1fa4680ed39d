# Integer labels, the validation accuracy by evaluate, and two models with different names.
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
save_file = "./train_model.ckpt"


def linear():
    inputs = tf.keras.Input((784,))
    return tf.keras.Model(inputs, tf.keras.layers.Dense(10, name="logits")(inputs))


trained = linear()
trained.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(True), metrics=["accuracy"])
for epoch in range(0, 20, 5):
    trained.fit(mnist.train.images, mnist.train.labels, batch_size=100, epochs=5, verbose=0)
    found = trained.evaluate(
        mnist.validation.images, mnist.validation.labels, verbose=0, return_dict=True
    )
    print(epoch + 5, "epochs, validation accuracy", found["accuracy"])
checkpoint = tf.train.Checkpoint(trained)
path = checkpoint.save(save_file)

loaded = linear()
loaded.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(True), metrics=["accuracy"])
tf.train.Checkpoint(loaded).restore(path).expect_partial()
print("test accuracy", loaded.evaluate(mnist.test.images, mnist.test.labels, verbose=0)[1])
