import tensorflow as tf
from grader.data import read_data_sets


class Classifier(tf.Module):
    def __init__(self, n_features=784, n_classes=10, lr=0.02):
        super().__init__()
        self.weights = tf.Variable(
            tf.random.normal([n_features, n_classes], stddev=0.05), name="weights"
        )
        self.bias = tf.Variable(tf.zeros([n_classes]), name="bias")
        self.lr = lr

    def predict(self, features):
        return tf.matmul(features, self.weights) + self.bias

    @tf.function
    def fit_batch(self, features, labels):
        with tf.GradientTape() as tape:
            logits = self.predict(features)
            cost = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            )
        grads = tape.gradient(cost, self.trainable_variables)
        for g, v in zip(grads, self.trainable_variables):
            v.assign_sub(self.lr * g)
        return cost

    @tf.function
    def evaluate(self, features, labels):
        logits = self.predict(features)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits))
        accuracy = tf.reduce_mean(
            tf.cast(tf.equal(tf.argmax(logits, axis=1), tf.argmax(labels, axis=1)), tf.float32)
        )
        return cost, accuracy


mnist = read_data_sets(".", one_hot=True)
train = (
    tf.data.Dataset.from_tensor_slices(
        (mnist.train.images.astype("float32"), mnist.train.labels.astype("float32"))
    )
    .shuffle(2000)
    .batch(50)
)
x_val, y_val = mnist.validation.images.astype("float32"), mnist.validation.labels.astype("float32")
x_test, y_test = mnist.test.images.astype("float32"), mnist.test.labels.astype("float32")

model = Classifier()
for epoch in range(12):
    for x, y in train:
        loss = model.fit_batch(x, y)
    val_loss, val_acc = model.evaluate(x_val, y_val)
    print(
        f"epoch {epoch + 1:2d}: train loss {loss:.3f}, validation loss {val_loss:.3f}, validation accuracy {val_acc:.3f}"
    )
tf.train.Checkpoint(model=model).write("./train_model.ckpt")

again = Classifier()
tf.train.Checkpoint(model=again).read("./train_model.ckpt").assert_consumed()
test_loss, test_acc = again.evaluate(x_test, y_test)
print(f"test loss {test_loss:.3f}, test accuracy {test_acc:.3f}")
