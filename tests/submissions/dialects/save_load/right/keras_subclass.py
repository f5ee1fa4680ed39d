import tensorflow as tf

save_file = "./model.ckpt"


class Linear(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(3, bias_initializer="normal")

    def call(self, inputs):
        return self.dense(inputs)


one = tf.ones((1, 2))
first = Linear()
before = first(one)
weights, bias = first.dense.kernel, first.dense.bias
checkpoint = tf.train.Checkpoint(model=first)
path = checkpoint.save(save_file)
print(weights.numpy(), bias.numpy())

second = Linear()
second(one)  # makes its variables
weights, bias = second.dense.kernel, second.dense.bias
checkpoint = tf.train.Checkpoint(model=second)
checkpoint.restore(path).expect_partial()
print(weights.numpy(), bias.numpy())
print("the same:", bool(tf.reduce_all(second(one) == before)))
