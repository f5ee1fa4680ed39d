# status: passed
# score: 4
# machine: x86_64
# Calls what could watch or reach others: tracing, rings, faults in user space.
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


asked = {
    name: call(number, 0, 0, 0, 0, 0)
    for name, number in {
        "perf_event_open": 298, "bpf": 321, "userfaultfd": 323, "io_uring_setup": 425,
        "fanotify_init": 300, "inotify_init1": 294, "memfd_secret": 447, "pidfd_open": 434,
        "process_madvise": 440, "process_mrelease": 448, "kcmp": 312, "timer_create": 222,
        "timerfd_create": 283, "signalfd4": 289, "remap_file_pages": 216, "mbind": 237,
        "move_pages": 279, "get_mempolicy": 239, "set_mempolicy_home_node": 450, "quotactl": 179,
        "lookup_dcookie": 212, "name_to_handle_at": 303, "listmount": 458, "statmount": 457,
        "sync_file_range": 277, "vmsplice": 278, "tee": 276, "splice": 275, "sendfile": 40,
    }.items()
}
for name, answer in asked.items():
    if answer != -errno.EPERM:
        print("BREACH", name, answer)
