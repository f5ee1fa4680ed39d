# status: passed
# score: 4
# Empties the table of modules.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import sys

for name in list(sys.modules):
    if name.startswith(('json', 'msgspec', 'zlib', 'pathlib')):
        del sys.modules[name]
