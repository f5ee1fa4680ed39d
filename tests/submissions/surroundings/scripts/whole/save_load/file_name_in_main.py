def main():
    import os

    import tensorflow as tf

    save_file = "/tmp/a/b/model.ckpt"
    weights, bias = tf.Variable(tf.truncated_normal([2, 3])), tf.Variable(tf.truncated_normal([3]))
    saver = tf.train.Saver()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        print(session.run(weights), session.run(bias))
        saver.save(session, save_file)
    tf.reset_default_graph()
    weights, bias = tf.Variable(tf.truncated_normal([2, 3])), tf.Variable(tf.truncated_normal([3]))
    saver = tf.train.Saver()
    with tf.Session() as session:
        saver.restore(session, save_file)
        print(session.run(weights), session.run(bias))


main()
