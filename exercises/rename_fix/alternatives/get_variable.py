# tf.get_variable always names; two explicit graphs, and an InteractiveSession for the second.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.enable_resource_variables()

save_file = "./model.ckpt"


def make(name, shape):
    with tf.variable_scope("model"):
        return tf.get_variable(name, initializer=tf.truncated_normal(shape))


with tf.Graph().as_default():
    weights = make("weights", [2, 3])
    bias = make("bias", [3])
    saver = tf.train.Saver([weights, bias])
    print(weights.name, bias.name)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        saver.save(session, save_file)

with tf.Graph().as_default():
    bias = make("bias", [3])
    weights = make("weights", [2, 3])
    saver = tf.train.Saver([bias, weights])
    print(weights.name, bias.name)
    session = tf.InteractiveSession()
    saver.restore(session, save_file)
    print(weights.eval(), bias.eval())
    session.close()
