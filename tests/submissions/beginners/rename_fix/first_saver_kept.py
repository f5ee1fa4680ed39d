# told: Saver
# told: another graph
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights_0")
bias = tf.Variable(tf.truncated_normal([3]), name="bias_0")
saver = tf.train.Saver()

print("saved weights:", weights.name)
print("saved bias:", bias.name)

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)

# Everything built so far is gone after this line
tf.reset_default_graph()

bias = tf.Variable(tf.truncated_normal([3]), name="bias_0")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights_0")

print("restored weights:", weights.name)
print("restored bias:", bias.name)

with tf.Session() as session:
    saver.restore(session, save_file)
    print(session.run(weights))
    print(session.run(bias))
