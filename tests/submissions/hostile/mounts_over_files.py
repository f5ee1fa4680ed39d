# status: passed
# score: 4
# machine: x86_64
# Changes what is mounted, to see or to hide what others see.
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


text = ctypes.create_string_buffer(b"/proc")
at = ctypes.addressof(text)
for made in (
    call(165, at, at, at, 0, 0),  # mount
    call(166, at, 2),  # umount2
    call(442, -100, at, 0, at, 32),  # mount_setattr
    call(428, -100, at, 1),  # open_tree
    call(430, at, 0),  # fsopen
    call(272, 0x20000),  # unshare
    call(308, 0, 0),  # setns
    call(155, at, at),  # pivot_root
):
    if made != -errno.EPERM:
        print("BREACH", made)
for path in (os.path.dirname(os.__file__), "/proc", "/proc/self"):
    refused(lambda: open(os.path.join(path, "left"), "w"))
