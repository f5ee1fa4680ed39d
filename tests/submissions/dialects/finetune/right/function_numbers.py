import tensorflow as tf

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=False)
path = "./pretrained.ckpt"
W1 = tf.Variable(tf.train.load_variable(path, "hidden_layer/weights"), trainable=False)
b1 = tf.Variable(tf.train.load_variable(path, "hidden_layer/bias"), trainable=False)
W2, b2 = tf.Variable(tf.random.normal([256, 2], stddev=0.1)), tf.Variable(tf.zeros([2]))


def forward(x):
    return tf.nn.relu(x @ W1 + b1) @ W2 + b2


@tf.function
def step(x, y):
    with tf.GradientTape() as tape:
        logits = forward(x)
        cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    for v, g in zip((W2, b2), tape.gradient(cost, (W2, b2))):
        v.assign_sub(0.05 * g)
    return cost


for epoch in range(5):
    for _ in range(50):
        images, digits = mnist.train.next_batch(100)
        cost = step(tf.constant(images), tf.one_hot(digits % 2, 2))
    predicted = tf.argmax(forward(mnist.validation.images), axis=1)
    accuracy = tf.reduce_mean(tf.cast(tf.equal(predicted, mnist.validation.labels % 2), tf.float32))
    print(epoch, cost.numpy(), accuracy.numpy())
