import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
n_epochs = 11
batch_size = 100
save_file = "./train_model.ckpt"


class Linear(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.random.normal([784, 10], stddev=0.1))
        self.bias = tf.Variable(tf.zeros([10]))

    def __call__(self, features):
        return features @ self.weights + self.bias


@tf.function
def train(model, features, labels):
    with tf.GradientTape() as tape:
        logits = model(features)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
    slopes = tape.gradient(cost, [model.weights, model.bias])
    for variable, slope in zip([model.weights, model.bias], slopes):
        variable.assign_sub(0.02 * slope)
    return cost


@tf.function
def accuracy_fn(model, features, labels):
    hits = tf.equal(tf.argmax(model(features), 1), tf.argmax(labels, 1))
    return tf.reduce_mean(tf.cast(hits, tf.float32))


def accuracy_of(model, part):
    accuracy = tf.keras.metrics.Mean("accuracy")
    data = tf.data.Dataset.from_tensor_slices((part.images, part.labels)).batch(500)
    for images, labels in data:
        accuracy.update_state(accuracy_fn(model, images, labels))
    return accuracy.result()


model = Linear()
data = tf.data.Dataset.from_tensor_slices((mnist.train.images, mnist.train.labels))
data = data.shuffle(5000).batch(batch_size)
for epoch in range(n_epochs):
    for features, labels in data:
        train(model, features, labels)
    print("epoch", epoch, "accuracy:", accuracy_of(model, mnist.validation).numpy())

tf.train.Checkpoint(model=model).write(save_file)
restored = Linear()
tf.train.Checkpoint(model=restored).read(save_file).assert_consumed()
print("test accuracy:", accuracy_of(restored, mnist.test).numpy())
