import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
x_test = x_test.reshape(-1, 784).astype("float32") / 255.0
y_train, y_test = tf.one_hot(y_train, 10), tf.one_hot(y_test, 10)

W1 = tf.Variable(tf.random.normal([784, 256]))
b1 = tf.Variable(tf.zeros([256]))
W2 = tf.Variable(tf.random.normal([256, 10]))
b2 = tf.Variable(tf.zeros([10]))
opt = tf.keras.optimizers.SGD(0.001)
batch_size = 128

for epoch in range(20):
    x = x_train[epoch * batch_size : (epoch + 1) * batch_size]
    y = y_train[epoch * batch_size : (epoch + 1) * batch_size]
    with tf.GradientTape() as tape:
        layer_1 = tf.nn.relu(x @ W1 + b1)
        logits = layer_1 @ W2 + b2
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    grads = tape.gradient(cost, [W1, b1, W2, b2])
    opt.apply_gradients(zip(grads, [W1, b1, W2, b2]))
    print("Epoch", epoch + 1, "cost", float(cost))
