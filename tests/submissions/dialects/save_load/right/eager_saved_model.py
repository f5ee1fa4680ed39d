import tensorflow as tf

save_file = "./model.ckpt"


class Linear(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.random.truncated_normal([2, 3]))
        self.bias = tf.Variable(tf.random.truncated_normal([3]))


model = Linear()
weights, bias = model.weights, model.bias
print(weights.numpy(), bias.numpy())
tf.saved_model.save(model, save_file)

model = tf.saved_model.load(save_file)
weights, bias = model.weights, model.bias
print(weights.numpy(), bias.numpy())
