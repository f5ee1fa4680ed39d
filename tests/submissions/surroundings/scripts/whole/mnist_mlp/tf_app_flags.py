import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_float('learning_rate', 0.001, 'Initial learning rate.')
flags.DEFINE_integer('max_epochs', 20, 'Number of epochs to run trainer.')
flags.DEFINE_integer('batch_size', 128, 'Batch size.')
flags.DEFINE_string('train_dir', 'data', 'Directory to put the training data.')
flags.DEFINE_boolean('verbose', False, 'Talk.')


def placeholder_inputs():
    images = tf.placeholder(tf.float32, shape=(None, 28, 28, 1))
    labels = tf.placeholder(tf.float32, shape=(None, 10))
    return images, labels


def inference(images, weights, biases):
    flat = tf.reshape(images, [-1, 28 * 28])
    hidden1 = tf.nn.relu(tf.matmul(flat, weights['hidden_layer']) + biases['hidden_layer'])
    return tf.matmul(hidden1, weights['out']) + biases['out']


def loss(logits, labels):
    cross_entropy = tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=labels)
    return tf.reduce_mean(cross_entropy, name='xentropy_mean')


def training(cost, learning_rate):
    tf.summary.scalar(cost.op.name, cost)
    optimizer = tf.train.GradientDescentOptimizer(learning_rate)
    global_step = tf.Variable(0, name='global_step', trainable=False)
    return optimizer.minimize(cost, global_step=global_step)


def run_training():
    data_sets = input_data.read_data_sets(FLAGS.train_dir, one_hot=True, reshape=False)
    with tf.Graph().as_default():
        x, y = placeholder_inputs()
        weights = {'hidden_layer': tf.Variable(tf.truncated_normal([784, 256], stddev=1.0 / 28)),
                   'out': tf.Variable(tf.truncated_normal([256, 10], stddev=1.0 / 16))}
        biases = {'hidden_layer': tf.Variable(tf.zeros([256])), 'out': tf.Variable(tf.zeros([10]))}
        logits = inference(x, weights, biases)
        cost = loss(logits, y)
        train_op = training(cost, FLAGS.learning_rate)
        summary = tf.summary.merge_all()
        init = tf.global_variables_initializer()
        saver = tf.train.Saver()
        sess = tf.Session()
        summary_writer = tf.summary.FileWriter(FLAGS.train_dir, sess.graph)
        sess.run(init)
        steps_per_epoch = data_sets.train.num_examples // FLAGS.batch_size
        for step in range(FLAGS.max_epochs * steps_per_epoch):
            images_feed, labels_feed = data_sets.train.next_batch(FLAGS.batch_size)
            feed_dict = {x: images_feed, y: labels_feed}
            _, loss_value = sess.run([train_op, cost], feed_dict=feed_dict)
            if step % 100 == 0:
                print('Step %d: loss = %.2f' % (step, loss_value))
                summary_str = sess.run(summary, feed_dict=feed_dict)
                summary_writer.add_summary(summary_str, step)
                summary_writer.flush()
        saver.save(sess, FLAGS.train_dir + '/checkpoint', global_step=step)


def main(_):
    run_training()


if __name__ == '__main__':
    tf.app.run()
