# InteractiveSession; the first graph also has an optimizer, its slots and a step counter.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
tf.enable_resource_variables()
tf.set_random_seed(7)

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
x = tf.placeholder(tf.float32, [None, 2])
logits = tf.matmul(x, weights) + bias
step = tf.train.get_or_create_global_step()
train = tf.train.AdamOptimizer(0.1).minimize(tf.reduce_mean(tf.square(logits)), global_step=step)
saver = tf.train.Saver()

session = tf.InteractiveSession()
session.run(tf.global_variables_initializer())
for _ in range(5):
    session.run(train, {x: [[1.0, 2.0], [3.0, 4.0]]})
print(weights.eval(), bias.eval())
saver.save(session, save_file, global_step=step, write_meta_graph=False)
session.close()

tf.reset_default_graph()

weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
saver = tf.train.Saver([weights, bias])

session = tf.InteractiveSession()
saver.restore(session, save_file + "-5")
print(weights.eval(), bias.eval())
session.close()
