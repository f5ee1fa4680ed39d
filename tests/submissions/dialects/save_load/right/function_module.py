import tensorflow as tf

save_file = "./model.ckpt"


class Linear(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.random.truncated_normal([2, 3]))
        self.bias = tf.Variable(tf.random.truncated_normal([3]))

    @tf.function(input_signature=[tf.TensorSpec([None, 2])])
    def __call__(self, x):
        return x @ self.weights + self.bias


one = tf.ones([1, 2])
model = Linear()
weights, bias = model.weights, model.bias
before = model(one)
print(weights.numpy(), bias.numpy())
tf.train.Checkpoint(model=model).write(save_file)

model = Linear()
weights, bias = model.weights, model.bias
tf.train.Checkpoint(model=model).read(save_file).assert_consumed()
print(weights.numpy(), bias.numpy())
print(tf.reduce_all(model(one) == before))
