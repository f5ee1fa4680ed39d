from tensorflow import keras

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape((-1, 784)) / 255.0


def dense(units, activation=None):
    return keras.layers.Dense(
        units, activation=activation, kernel_regularizer=keras.regularizers.l2(0.005)
    )


model = keras.Sequential([keras.Input((784,)), dense(256, "relu"), dense(10)])
model.compile(
    loss=keras.losses.SparseCategoricalCrossentropy(), optimizer=keras.optimizers.SGD(0.001)
)
model.fit(x_train, y_train, epochs=20, batch_size=128, verbose=0)
