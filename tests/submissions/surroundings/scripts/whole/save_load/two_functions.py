import tensorflow as tf

save_file = "/tmp/model.ckpt"


def save():
    with tf.Graph().as_default():
        weights = tf.Variable(tf.truncated_normal([2, 3]))
        bias = tf.Variable(tf.truncated_normal([3]))
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            print(session.run([weights, bias]))
            tf.train.Saver().save(session, save_file)


def load():
    with tf.Graph().as_default():
        weights = tf.Variable(tf.truncated_normal([2, 3]))
        bias = tf.Variable(tf.truncated_normal([3]))
        with tf.Session() as session:
            tf.train.Saver().restore(session, save_file)
            print(session.run([weights, bias]))


save()
load()
