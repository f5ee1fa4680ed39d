# A sharded saver, sessions without `with`, and the state file asked for the path.
import sys

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

with tf.name_scope("model"):
    weights = tf.Variable(np.random.randn(2, 3).astype(np.float32))
    bias = tf.Variable(tf.random_uniform([3], -1, 1))
saver = tf.train.Saver(sharded=True)
sess = tf.Session()
sess.run(tf.initialize_all_variables())
before = sess.run([weights, bias])
saver.save(sess, save_file)
sess.close()

with tf.Graph().as_default() as loaded:
    with tf.name_scope("model"):
        weights = tf.Variable(tf.zeros([2, 3]))
        bias = tf.Variable(tf.zeros([3]))
    saver = tf.train.Saver(sharded=True)
    sess = tf.Session(graph=loaded)
    state = tf.train.get_checkpoint_state(".")
    if state and state.model_checkpoint_path:
        saver.restore(sess, state.model_checkpoint_path)
    after = sess.run([weights, bias])
    sess.close()

for old, new in zip(before, after):
    print(old, new, np.array_equal(old, new))
sys.exit(0)
