# status: passed
# score: 4
# machine: x86_64
# Interrupts what runs on the other cores.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Make a system call; return its result, or its error with a minus."""
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    return -ctypes.get_errno() if result == -1 else result


GLOBAL, GLOBAL_EXPEDITED, REGISTER = 1, 2, 4
for command in (GLOBAL, GLOBAL_EXPEDITED, REGISTER, 32, 128):
    if call(324, command, 0, 0) != -errno.EPERM:  # membarrier
        print("BREACH", command)
