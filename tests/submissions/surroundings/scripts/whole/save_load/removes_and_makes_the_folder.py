import tensorflow as tf
import os, shutil

MODEL_DIR = 'saved_models'
if os.path.exists(MODEL_DIR):
    shutil.rmtree(MODEL_DIR)
os.makedirs(MODEL_DIR)
save_file = os.path.join(MODEL_DIR, 'model.ckpt')

g1 = tf.Graph()
with g1.as_default():
    weights = tf.Variable(tf.truncated_normal([2, 3]))
    bias = tf.Variable(tf.truncated_normal([3]))
    with tf.Session(graph=g1) as sess:
        sess.run(tf.global_variables_initializer())
        w0, b0 = sess.run([weights, bias])
        print(w0); print(b0)
        tf.train.Saver().save(sess, save_file)
print(os.listdir(MODEL_DIR))

g2 = tf.Graph()
with g2.as_default():
    weights = tf.Variable(tf.truncated_normal([2, 3]))
    bias = tf.Variable(tf.truncated_normal([3]))
    with tf.Session(graph=g2) as sess:
        if tf.train.checkpoint_exists(save_file):
            tf.train.Saver().restore(sess, save_file)
        else:
            raise IOError('no model')
        w1, b1 = sess.run([weights, bias])
        print(w1); print(b1)
        print((w0 == w1).all() and (b0 == b1).all())
