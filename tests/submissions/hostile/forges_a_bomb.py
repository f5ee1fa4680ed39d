# status: error
# score: 0
# says: not a result
# Tries to send a result that unpacks to 100 MB.
import os
import struct
import zlib
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 3.0 * x + b

def descriptor_of_the_result():
    frame = sys._getframe()
    while frame and "result_fd" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["result_fd"] if frame else 3


data = zlib.compress(bytes(100 << 20))
os.write(descriptor_of_the_result(), struct.pack("<Q", len(data)) + data)
os._exit(0)
