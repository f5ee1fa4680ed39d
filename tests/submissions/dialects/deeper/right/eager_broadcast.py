import numpy as np
import tensorflow as tf

(train_x, train_y), (test_x, test_y) = tf.keras.datasets.mnist.load_data()
train_x = tf.reshape(tf.cast(train_x, tf.float32) / 255.0, [-1, 784])
train_y = tf.one_hot(tf.cast(train_y, tf.int32), depth=10)
print(train_x.shape, train_y.shape)
train_db = tf.data.Dataset.from_tensor_slices((train_x, train_y)).batch(500)

w1, b1 = (
    tf.Variable(tf.random.truncated_normal([784, 256], stddev=0.1)),
    tf.Variable(tf.zeros([256])),
)
w2, b2 = (
    tf.Variable(tf.random.truncated_normal([256, 128], stddev=0.1)),
    tf.Variable(tf.zeros([128])),
)
w3, b3 = tf.Variable(tf.random.truncated_normal([128, 10], stddev=0.1)), tf.Variable(tf.zeros([10]))
lr = 1e-3

for epoch in range(20):
    for step, (x, y) in enumerate(train_db):
        with tf.GradientTape() as tape:
            h1 = x @ w1 + tf.broadcast_to(b1, [x.shape[0], 256])
            h1 = tf.nn.relu(h1)
            h2 = tf.nn.relu(h1 @ w2 + b2)
            out = h2 @ w3 + b3
            loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=out)
            loss = tf.reduce_mean(loss)
        grads = tape.gradient(loss, [w1, b1, w2, b2, w3, b3])
        w1.assign_sub(lr * grads[0])
        b1.assign_sub(lr * grads[1])
        w2.assign_sub(lr * grads[2])
        b2.assign_sub(lr * grads[3])
        w3.assign_sub(lr * grads[4])
        b3.assign_sub(lr * grads[5])
        if step % 5 == 0:
            print(epoch, step, "loss:", float(loss))
