# A class with parts that are models themselves.
from tensorflow import keras

from grader.data import read_data_sets

# Pictures of digits, 28 by 28 numbers between 0 and 1 with one channel, and which digit it is
mnist = read_data_sets(".", reshape=False)
images, labels = mnist.train.images, mnist.train.labels

def block(units, padding):
    convolution = keras.layers.Conv2D(units, 3, padding=padding, activation="relu")
    return keras.Sequential([convolution, keras.layers.MaxPooling2D()])


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.blocks = [block(8, "same"), block(12, "valid")]
        self.flatten = keras.layers.Flatten()
        self.scores = keras.layers.Dense(10)

    def call(self, x):
        for one in self.blocks:
            x = one(x)
        return self.scores(self.flatten(x))


model = Net()
model.compile(
    keras.optimizers.SGD(0.1),
    lambda y, s: keras.losses.sparse_categorical_crossentropy(y, s, from_logits=True),
    metrics=["accuracy"],
)
model.fit(images, labels, 64, 4, validation_split=0.1)
