# status: passed
# score: 4
# machine: x86_64
# Puts a message into keyrings, which last longer than a process.
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


KEYCTL_GET_KEYRING_ID, KEYCTL_JOIN_SESSION, USER_KEYRING = 0, 1, -4
text = ctypes.create_string_buffer(b"user")
at = ctypes.addressof(text)
for made in (
    call(248, at, at, at, 4, USER_KEYRING),  # add_key
    call(249, at, at, 0, USER_KEYRING),  # request_key
    call(250, KEYCTL_GET_KEYRING_ID, USER_KEYRING, 1),
    call(250, KEYCTL_JOIN_SESSION, at),
):
    if made != -errno.EPERM:
        print("BREACH")
