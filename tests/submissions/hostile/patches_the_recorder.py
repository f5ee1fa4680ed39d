# status: failed
# score: 0
# Tries to change what the collector has written down.
import gc

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 3.0 * x + b

for thing in gc.get_objects():
    if type(thing).__name__ == "Recorder":
        thing.events.clear()
        thing.snapshots.clear()
        thing.cut.clear()
        thing.snapshot = lambda reason: None
