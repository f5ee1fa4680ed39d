import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)
n_epochs, batch_size, save_file = 20, 100, "model/linear.ckpt"


def variables():
    return tf.Variable(tf.random.normal([784, 10], 0, 0.1)), tf.Variable(tf.zeros([1, 10]))


@tf.function
def forward(features, weights, bias):
    return features @ weights + bias


@tf.function
def loss(logits, labels):
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits))


@tf.function
def score(logits, labels):
    return tf.reduce_mean(tf.cast(tf.argmax(logits, 1) == tf.argmax(labels, 1), tf.float32))


def tensors(data):
    return tf.constant(data.images, tf.float32), tf.constant(data.labels, tf.float32)


weights, bias = variables()
optimizer = tf.keras.optimizers.Adam(0.001)
valid_features, valid_labels = tensors(mnist.validation)
test_features, test_labels = tensors(mnist.test)
train = tf.data.Dataset.from_tensor_slices(tensors(mnist.train)).shuffle(10000).batch(batch_size)

for epoch in range(n_epochs):
    for features, labels in train:
        with tf.GradientTape() as tape:
            logits = forward(features, weights, bias)
            cost = loss(logits, labels)
        optimizer.apply_gradients(zip(tape.gradient(cost, [weights, bias]), [weights, bias]))
    accuracy = score(forward(valid_features, weights, bias), valid_labels)
    print(f"{epoch + 1:2d} cost {cost:.3f} validation accuracy {accuracy:.4f}")

checkpoint = tf.train.Checkpoint(w=weights, b=bias)
path = checkpoint.save(save_file)

weights, bias = variables()
tf.train.Checkpoint(w=weights, b=bias).restore(path).assert_consumed()
accuracy = score(forward(test_features, weights, bias), test_labels)
print(f"test accuracy {accuracy:.4f}")
