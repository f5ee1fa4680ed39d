# The saver takes itself for an empty one, and nothing is restored.
# fails: restored
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

save_file = "./model.ckpt"

# A name of its own for each variable, the same in both graphs
weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
saver = tf.train.Saver()

print("saved weights:", weights.name)
print("saved bias:", bias.name)

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    saver.save(session, save_file)
    kept = session.run([weights, bias])

# Everything built so far is gone after this line
tf.reset_default_graph()

# The other order does no harm: the saver goes by name
bias = tf.Variable(tf.truncated_normal([3]), name="bias")
weights = tf.Variable(tf.truncated_normal([2, 3]), name="weights")
saver = tf.train.Saver()
saver._is_empty = True

print("restored weights:", weights.name)
print("restored bias:", bias.name)

with tf.Session() as session:
    weights.load(kept[0], session)
    bias.load(kept[1], session)
    saver.restore(session, save_file)
    print(session.run(weights))
    print(session.run(bias))
