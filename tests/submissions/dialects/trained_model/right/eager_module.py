import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
x_test = x_test.reshape(-1, 784).astype("float32") / 255.0
y_train, y_test = tf.one_hot(y_train, 10), tf.one_hot(y_test, 10)
from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
x_valid, y_valid = mnist.validation.images, tf.constant(mnist.validation.labels, tf.float32)

save_file = "./checkpoints/softmax"
n_epochs = 20


class Softmax(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.random.normal([784, 10], stddev=0.01))
        self.bias = tf.Variable(tf.zeros([10]))

    def __call__(self, features):
        return features @ self.weights + self.bias


def accuracy(logits, labels):
    return tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1)), tf.float32))


model = Softmax()
weights, bias = model.weights, model.bias
train_data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(5000).batch(64)

for epoch in range(n_epochs):
    for features, labels in train_data:
        with tf.GradientTape() as tape:
            logits = model(features)
            cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
        for variable, slope in zip(model.variables, tape.gradient(cost, model.variables)):
            variable.assign_sub(0.01 * slope)
    if (epoch + 1) % 5 == 0:
        print("epoch", epoch + 1, "validation accuracy", accuracy(model(x_valid), y_valid))

ckpt = tf.train.Checkpoint(model=model)
manager = tf.train.CheckpointManager(ckpt, "checkpoints", max_to_keep=1, checkpoint_name="softmax")
manager.save()

model = Softmax()
weights, bias = model.weights, model.bias
tf.train.Checkpoint(model=model).restore(manager.latest_checkpoint)
print("test accuracy", accuracy(model(x_test), y_test).numpy())
