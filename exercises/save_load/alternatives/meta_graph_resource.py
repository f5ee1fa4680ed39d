# Resource variables, a step in the file name, import_meta_graph, and globals bound to values.
import tensorflow.compat.v1 as tf

tf.disable_eager_execution()

save_file = "./model"

weights = tf.Variable(tf.random.normal([2, 3], stddev=0.1))
bias = tf.Variable(tf.zeros([3]))
shift = tf.group(weights.assign_add(tf.ones([2, 3])), bias.assign_add([1.0, 2.0, 3.0]))

session = tf.Session()
session.run(tf.global_variables_initializer())
saver = tf.train.Saver(max_to_keep=2)
for step in range(4):
    session.run(shift)
    saver.save(session, save_file, global_step=step)
weights, bias = session.run([weights, bias])
print(weights, bias)
session.close()

tf.reset_default_graph()

session = tf.Session()
latest = tf.train.latest_checkpoint(".")
saver = tf.train.import_meta_graph(latest + ".meta")
saver.restore(session, latest)
weights, bias = tf.global_variables()
weights = session.run(weights)
bias = session.run(bias)
print(weights, bias)
session.close()
