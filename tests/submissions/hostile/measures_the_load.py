# status: passed
# score: 4
# machine: x86_64
# Watches what the machine does: load, memory, interrupts, processes.
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


refused(os.getloadavg)
for name in ("loadavg", "stat", "meminfo", "vmstat", "uptime", "self/status", "self/statm", "self/io"):
    refused(lambda: open(f"/proc/{name}").read())
for name in ("pressure/cpu", "interrupts", "diskstats", "sys/kernel/random/entropy_avail", "locks"):
    refused(lambda: open(f"/proc/{name}").read())
if call(99, ctypes.addressof(ctypes.create_string_buffer(512))) != -errno.EPERM:  # sysinfo
    print("BREACH")
