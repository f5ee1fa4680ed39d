# status: passed
# score: 4
# machine: x86_64
# Waits on a word of a file that all map, until another process wakes it.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import ctypes
import errno
import os
import struct
import threading

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Make a system call; return its result, or its error with a minus."""
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    return -ctypes.get_errno() if result == -1 else result


WAIT, WAKE, WAIT_BITSET, PRIVATE = 0, 1, 9, 128
libc.mmap.restype = ctypes.c_long
with open(os.__file__, "rb") as file:
    word = libc.mmap(0, 4096, 1, 2, file.fileno(), 0)
value = ctypes.c_uint32.from_address(word).value
soon = ctypes.create_string_buffer(struct.pack("qq", 0, 1000))
if call(202, word, WAIT, value, ctypes.addressof(soon)) != -errno.EAGAIN:
    print("BREACH: it waited")
for command in (WAKE, 3, 4, 5, 10):
    if call(202, word, command, 1, 0, word, 0) != -errno.EPERM:
        print("BREACH: it woke")
if call(449, word, 1, 0, 0, 0) != -errno.EPERM:
    print("BREACH: it waited for several")
joined = threading.Thread(target=print, args=("threads end as usual",))
joined.start()
joined.join()
