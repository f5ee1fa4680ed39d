import tensorflow as tf

tf.set_random_seed(1)
save_file = './train_model'
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver(max_to_keep=3)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for step in range(3):
        saver.save(session, save_file, global_step=step)
    print(session.run([weights, bias]))

tf.reset_default_graph()
weights = tf.Variable(tf.truncated_normal([2, 3]))
bias = tf.Variable(tf.truncated_normal([3]))
saver = tf.train.Saver()
with tf.Session() as session:
    ckpt = tf.train.get_checkpoint_state('./')
    if ckpt and ckpt.model_checkpoint_path:
        saver.restore(session, ckpt.model_checkpoint_path)
        print('restored from', ckpt.model_checkpoint_path)
    print(session.run([weights, bias]))
