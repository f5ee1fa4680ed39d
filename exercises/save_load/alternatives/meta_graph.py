# The second graph comes out of the .meta file; tensors are looked up by name.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run([weights, bias]))
    saver.save(session, save_file)

tf.reset_default_graph()

with tf.Session() as session:
    saver = tf.train.import_meta_graph(save_file + ".meta")
    saver.restore(session, save_file)
    graph = tf.get_default_graph()
    weights = graph.get_tensor_by_name("weights:0")
    bias = graph.get_tensor_by_name("bias:0")
    print(session.run([weights, bias]))
