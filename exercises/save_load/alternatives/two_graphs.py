# Two explicit graphs, both built before any session; get_variable in a scope.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"


def build():
    with tf.variable_scope("model"):
        weights = tf.get_variable("weights", [2, 3], initializer=tf.glorot_uniform_initializer())
        bias = tf.get_variable("bias", [3], initializer=tf.zeros_initializer())
    return weights, bias


first, second = tf.Graph(), tf.Graph()

with first.as_default():
    weights, bias = build()
    saver = tf.train.Saver()
    init = tf.global_variables_initializer()

with second.as_default():
    weights_2, bias_2 = build()
    saver_2 = tf.train.Saver()

with tf.Session(graph=first) as session:
    session.run(init)
    session.run(bias.assign([0.5, -0.5, 2.5]))
    print(session.run(weights), session.run(bias))
    saver.save(sess=session, save_path=save_file)

weights, bias, saver = weights_2, bias_2, saver_2

with tf.Session(graph=second) as session:
    saver.restore(sess=session, save_path=save_file)
    print(session.run(weights), session.run(bias))
