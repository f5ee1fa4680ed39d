# A class, which says how it is made again; a model of it has weights once it was called.
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".")
images = mnist.train.images.reshape(-1, 784)
digits = mnist.train.labels.astype("int32")


@tf.keras.utils.register_keras_serializable()
class Digits(tf.keras.Model):
    def __init__(self, units=32, **options):
        super().__init__(**options)
        self.units = units
        self.strokes = tf.keras.layers.Dense(units, activation="relu")
        self.scores = tf.keras.layers.Dense(10)

    def call(self, pictures):
        return self.scores(self.strokes(pictures))

    def get_config(self):
        return {**super().get_config(), "units": self.units}


model = Digits()
optimizer = tf.keras.optimizers.SGD(0.1)
cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer, cross_entropy)
model.fit(images, digits, batch_size=64, epochs=3)

model.save("digits.keras")
whole = tf.keras.models.load_model("digits.keras")

model.save_weights("digits.weights.h5")
filled = Digits()
filled(images[:1])  # makes the weights that are going to be filled
filled.load_weights("digits.weights.h5")

tf.train.Checkpoint(model=model, optimizer=optimizer).write("digits.ckpt")
resumed = Digits()
resumed(images[:1])
tf.train.Checkpoint(model=resumed).restore("digits.ckpt").expect_partial()

for name, one in (("whole", whole), ("filled", filled), ("resumed", resumed)):
    difference = tf.reduce_max(tf.abs(one(images[:100]) - model(images[:100])))
    print(f"{name}: {difference.numpy():.1e}")
