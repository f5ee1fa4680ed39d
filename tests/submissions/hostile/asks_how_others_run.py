# status: passed
# score: 4
# machine: x86_64
# Asks how other processes are scheduled; the answer depends on whether there is one.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Make a system call; return its result, or its error with a minus."""
    result = libc.syscall(number, *map(ctypes.c_long, arguments))
    return -ctypes.get_errno() if result == -1 else result


def answer(act):
    """Return what an act gives, or its error."""
    try:
        return act()
    except OSError as error:
        return error.errno


def asked(number):
    """Return all that can be known of how a process runs."""
    return (
        answer(lambda: os.sched_getscheduler(number)),
        answer(lambda: os.sched_getaffinity(number)),
        answer(lambda: os.sched_rr_get_interval(number)),
        answer(lambda: resource.prlimit(number, resource.RLIMIT_CPU)),
        answer(lambda: os.kill(number, 0)),
        call(274, number, *[ctypes.addressof(ctypes.create_string_buffer(8))] * 2),
        call(143, number, ctypes.addressof(ctypes.create_string_buffer(8))),  # sched_getparam
    )


NO_ONE = 0x3FFFFFFF
for number in (1, os.getppid(), os.getpid() + 1):
    if asked(number) != asked(NO_ONE):
        print("BREACH", asked(number), asked(NO_ONE))
