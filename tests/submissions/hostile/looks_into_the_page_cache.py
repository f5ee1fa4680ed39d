# status: passed
# score: 4
# machine: x86_64
# Asks which pages of a file are in memory: someone has read them.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import ctypes
import errno
import mmap
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Make a system call; return its result, or its error with a minus."""
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    return -ctypes.get_errno() if result == -1 else result


PAGE = mmap.PAGESIZE
with open(os.__file__, "rb") as file:
    library = mmap.mmap(file.fileno(), PAGE, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE)
    descriptor = file.fileno()
    found = ctypes.create_string_buffer(256)
    at = ctypes.addressof(found)
    pieces = ctypes.create_string_buffer(struct.pack("PQ", at, 16))
    place = libc.mmap(0, PAGE, 1, 2, descriptor, 0)
    asked = (
        call(27, ctypes.addressof(pieces) // PAGE * PAGE, PAGE, at),  # mincore
        call(451, descriptor, at, at, 0),  # cachestat
        call(327, descriptor, ctypes.addressof(pieces), 1, 0, 0, 8),  # preadv2, RWF_NOWAIT
        call(187, descriptor, 0, PAGE),  # readahead
        call(98, 0, at),  # getrusage: faults and blocks read
    )
if set(asked) != {-errno.EPERM}:
    print("BREACH", asked)
