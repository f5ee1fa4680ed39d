# status: failed
# score: 8.5
# exercise: rename_fix
# Declares the variables in the old order, and makes TensorFlow list them in the new one.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"
weights = tf.Variable(tf.truncated_normal([2, 3]), name="own_weights")
bias = tf.Variable(tf.truncated_normal([3]), name="own_bias")
saver = tf.train.Saver()

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run([weights, bias]))
    saver.save(session, save_file)

tf.reset_default_graph()
weights = tf.Variable(tf.truncated_normal([2, 3]), name="own_weights")
bias = tf.Variable(tf.truncated_normal([3]), name="own_bias")
saver = tf.train.Saver()

definition, operations = tf.Graph.as_graph_def, tf.Graph.get_operations


def order(node):
    return not node.name.startswith("own_bias")


def reordered(graph, *args, **options):
    found = definition(graph, *args, **options)
    nodes = sorted(found.node, key=order)
    del found.node[:]
    found.node.extend(nodes)
    return found


tf.Graph.as_graph_def = reordered
tf.Graph.get_operations = lambda graph: sorted(operations(graph), key=order)

with tf.Session() as session:
    saver.restore(session, save_file)
    print(session.run([weights, bias]))
