import numpy as np
import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.01
batch_size = 100
n_epochs = 20
save_file = "./train_model.ckpt"


def new_model():
    return {
        "weights": tf.Variable(tf.random.normal([784, 10], stddev=0.1), name="weights"),
        "bias": tf.Variable(tf.zeros([10]), name="bias"),
    }


def predict(params, features):
    logits = features @ params["weights"] + params["bias"]
    return logits


def accuracy_of(params, images, labels):
    right = tf.argmax(predict(params, images), axis=1) == tf.argmax(labels, axis=1)
    accuracy = tf.reduce_mean(tf.cast(right, tf.float32))
    return accuracy


params = new_model()
weights, bias = params["weights"], params["bias"]
optimizer = tf.keras.optimizers.SGD(learning_rate)

for epoch in range(n_epochs):
    order = np.random.permutation(mnist.train.num_examples)
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        features = mnist.train.images[rows].astype(np.float32)
        labels = mnist.train.labels[rows].astype(np.float32)
        with tf.GradientTape() as tape:
            cost = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(labels, predict(params, features))
            )
        gradients = tape.gradient(cost, [weights, bias])
        optimizer.apply_gradients(zip(gradients, [weights, bias]))
    if epoch % 10 == 0 or epoch == n_epochs - 1:
        share = accuracy_of(params, mnist.validation.images, mnist.validation.labels)
        print("epoch", epoch, "validation accuracy", float(share))

tf.train.Checkpoint(**params).save(save_file)

restored = new_model()
tf.train.Checkpoint(**restored).restore(tf.train.latest_checkpoint("."))
share = accuracy_of(restored, mnist.test.images, mnist.test.labels)
print("test accuracy", share.numpy())
