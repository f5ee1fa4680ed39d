import tensorflow as tf
from tensorflow import keras

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(10000).batch(128)

model = keras.Sequential(
    [
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10),
    ]
)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.SGD(0.001)


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        cost = loss_fn(y, logits)
    gradients = tape.gradient(cost, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return cost


for epoch in range(20):
    for x, y in data:
        cost = train_step(x, y)
    print("epoch", epoch + 1, "cost", float(cost))
