import tensorflow as tf

save_file = "model.ckpt"
weights = tf.get_variable("weights", [2, 3], initializer=tf.truncated_normal_initializer())
bias = tf.get_variable("bias", [3], initializer=tf.truncated_normal_initializer())
saver = tf.train.Saver([weights, bias], max_to_keep=1)
sess = tf.InteractiveSession()
tf.initialize_all_variables().run()
print(weights.eval(), bias.eval())
saver.save(sess, "./" + save_file, write_meta_graph=False)
sess.close()

tf.reset_default_graph()
weights = tf.get_variable("weights", shape=[2, 3])
bias = tf.get_variable("bias", shape=[3])
saver = tf.train.Saver({"weights": weights, "bias": bias})
sess = tf.InteractiveSession()
saver.restore(sess, "./" + save_file)
print(weights.eval(), bias.eval())
print(sess.run(tf.report_uninitialized_variables()))
sess.close()
