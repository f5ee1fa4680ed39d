# status: passed
# score: 4
# Tries to hold containers nested without end, and in themselves.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

deep = []
for _ in range(100_000):
    deep = [deep]
itself = []
itself.append(itself)
mirror = {"x": x}
mirror["mirror"] = mirror
wide = [[[[x] * 100] * 100] * 100] * 100
both = ([], {})
both[0].append(both)
both[1]["both"] = both
