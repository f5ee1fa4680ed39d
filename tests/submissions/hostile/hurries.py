# status: passed
# score: 4
# machine: x86_64
# Asks to run before others: priority, policy, disk.
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


refused(lambda: os.setpriority(os.PRIO_PROCESS, 0, -5))
refused(lambda: os.setpriority(os.PRIO_PROCESS, 0, 5))
refused(lambda: os.nice(-5))
for policy in (os.SCHED_FIFO, os.SCHED_RR, os.SCHED_BATCH, os.SCHED_OTHER):
    refused(lambda: os.sched_setscheduler(0, policy, os.sched_param(0)))
refused(lambda: os.sched_setparam(0, os.sched_param(1)))
if {call(251, 1, 0, 0), call(314, 0, 0, 0), call(315, 0, 0, 48, 0)} != {-errno.EPERM}:
    print("BREACH")  # ioprio_set, sched_setattr, sched_getattr
