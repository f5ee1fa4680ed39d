# Resource variables in name scopes; the graph is reset and built again before the restore.
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()
tf.enable_resource_variables()

from grader.data import read_data_sets

mnist = read_data_sets(".", one_hot=True, seed=3)

learning_rate, batch_size, n_epochs = 0.01, 100, 30
save_file = "./models/train_model.ckpt"
tf.gfile.MakeDirs("models")


def model():
    with tf.name_scope("inputs"):
        features = tf.placeholder(tf.float32, [None, 784], name="features")
        labels = tf.placeholder(tf.float32, [None, 10], name="labels")
    with tf.variable_scope("layer"):
        weights = tf.get_variable("weights", [784, 10], initializer=tf.glorot_uniform_initializer())
        bias = tf.get_variable("bias", [10], initializer=tf.zeros_initializer())
        logits = tf.nn.xw_plus_b(features, weights, bias)
    with tf.name_scope("accuracy"):
        correct = tf.equal(tf.argmax(logits, axis=1), tf.argmax(labels, axis=1))
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float64))
    return features, labels, weights, bias, logits, accuracy


features, labels, weights, bias, logits, accuracy = model()
cost = tf.losses.softmax_cross_entropy(labels, logits)
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for epoch in range(1, n_epochs + 1):
        for _ in range(mnist.train.num_examples // batch_size):
            batch = mnist.train.next_batch(batch_size)
            _, loss = session.run([optimizer, cost], {(features, labels): batch})
        if epoch % 2 == 0:
            valid = {features: mnist.validation.images, labels: mnist.validation.labels}
            share, loss = session.run([accuracy, cost], valid)
        if epoch % 10 == 0:
            print("epoch %d: accuracy %.3f, cost %.3f" % (epoch, share, loss))
    saver.save(session, save_file)

tf.reset_default_graph()

features, labels, weights, bias, logits, accuracy = model()
saver = tf.train.Saver()

with tf.Session() as session:
    saver.restore(session, tf.train.latest_checkpoint("models"))
    share = accuracy.eval({features: mnist.test.images, labels: mnist.test.labels})
    print("test accuracy %.4f" % share)
