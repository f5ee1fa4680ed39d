import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True)

learning_rate = 0.01
batch_size = 128
n_epochs = 20
n_input = 784
n_classes = 10
save_file = "./train_model.ckpt"

weights = tf.Variable(tf.random.normal([n_input, n_classes]))
bias = tf.Variable(tf.random.normal([n_classes]))

for epoch in range(n_epochs):
    for _ in range(-(-mnist.train.num_examples // batch_size)):
        features, labels = mnist.train.next_batch(batch_size)
        features = tf.constant(features, tf.float32)
        labels = tf.constant(labels, tf.float32)
        with tf.GradientTape() as tape:
            logits = tf.add(tf.matmul(features, weights), bias)
            cost = tf.reduce_mean(
                tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels)
            )
        slopes = tape.gradient(cost, [weights, bias])
        weights.assign_sub(learning_rate * slopes[0])
        bias.assign_sub(learning_rate * slopes[1])
    if epoch % 10 == 0:
        features = tf.constant(mnist.validation.images, tf.float32)
        labels = tf.constant(mnist.validation.labels, tf.float32)
        logits = tf.add(tf.matmul(features, weights), bias)
        correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
        accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
        print(f"Epoch {epoch:<3} - Validation Accuracy: {accuracy}")

checkpoint = tf.train.Checkpoint(weights=weights, bias=bias)
checkpoint.write(save_file)
print("Trained Model Saved.")

weights = tf.Variable(tf.zeros([n_input, n_classes]))
bias = tf.Variable(tf.zeros([n_classes]))
checkpoint = tf.train.Checkpoint(weights=weights, bias=bias)
checkpoint.read(save_file).assert_consumed()

features = tf.constant(mnist.test.images, tf.float32)
labels = tf.constant(mnist.test.labels, tf.float32)
logits = tf.add(tf.matmul(features, weights), bias)
correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
print(f"Test Accuracy: {accuracy}")
