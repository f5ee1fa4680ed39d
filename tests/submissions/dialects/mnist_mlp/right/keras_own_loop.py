import keras
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
model = keras.Sequential(
    [keras.Input((784,)), keras.layers.Dense(256, "relu"), keras.layers.Dense(10)]
)
loss = keras.losses.CategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.SGD(0.001)

for epoch in range(20):
    for _ in range(mnist.train.num_examples // 128):
        x, y = map(tf.convert_to_tensor, mnist.train.next_batch(128))
        with tf.GradientTape() as tape:
            logits = model(x)
            cost = loss(y, logits)
        optimizer.apply_gradients(
            zip(tape.gradient(cost, model.trainable_weights), model.trainable_weights)
        )
    print(epoch, cost.numpy())
