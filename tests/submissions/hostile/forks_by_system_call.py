# status: passed
# score: 4
# machine: x86_64
# Tries to start processes by fork, vfork, clone and clone3 directly.
import ctypes
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

libc = ctypes.CDLL(None, use_errno=True)
parent = os.getpid()
SIGCHLD, CLONE_VM, CLONE_VFORK, CLONE_PARENT = 17, 0x100, 0x4000, 0x8000
calls = {
    "fork": (57,),
    "vfork": (58,),
    "clone": (56, SIGCHLD, 0, 0, 0, 0),
    "clone with vm": (56, SIGCHLD | CLONE_VM | CLONE_VFORK, 0, 0, 0, 0),
    "clone for the parent": (56, SIGCHLD | CLONE_PARENT, 0, 0, 0, 0),
    "clone3": (435, ctypes.create_string_buffer(64), 64),
}
for name, arguments in calls.items():
    if libc.syscall(*arguments) >= 0:
        print("BREACH:", name, flush=True)
        if os.getpid() != parent:
            os._exit(0)
