# status: passed
# score: 4
# machine: x86_64
# Sets aside more of the disk than there is, in one call for each file.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Make a system call; return its result, or its error with a minus."""
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    return -ctypes.get_errno() if result == -1 else result


def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


KEEP_SIZE = 1
refused(lambda: os.posix_fallocate(os.open("a", os.O_RDWR | os.O_CREAT), 0, 1 << 40))
for number, mode in enumerate((0, KEEP_SIZE, 2 | KEEP_SIZE, 16)):
    file = os.open(f"file{number}", os.O_RDWR | os.O_CREAT)
    if call(285, file, mode, 0, 50 << 20) != -errno.EOPNOTSUPP:  # fallocate
        print("BREACH", mode)
    if os.fstat(file).st_blocks:
        print("BREACH", mode, os.fstat(file).st_blocks)
os.unlink("a")
