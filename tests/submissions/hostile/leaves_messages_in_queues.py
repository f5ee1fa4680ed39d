# status: passed
# score: 4
# machine: x86_64
# Uses queues, semaphores and memory that processes share by a key.
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


name = ctypes.create_string_buffer(b"grade")
CREATE = 0o1666
for made in (
    call(29, 4711, 4096, CREATE),  # shmget
    call(30, 0, 0, 0),  # shmat
    call(64, 4711, 1, CREATE),  # semget
    call(68, 4711, CREATE),  # msgget
    call(240, ctypes.addressof(name), 0o102, 0o666, 0),  # mq_open
    call(31, 0, 13, 0),  # shmctl: what there is
):
    if made != -errno.EPERM:
        print("BREACH")
