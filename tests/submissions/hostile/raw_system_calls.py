# status: passed
# score: 4
# Makes system calls that Python has no name for.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b


def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


import ctypes

libc = ctypes.CDLL(None, use_errno=True)
# ptrace, process_vm_readv, memfd_create, io_uring_setup, bpf, unshare, mount, keyctl, userfaultfd
for number in (101, 310, 319, 425, 321, 272, 165, 250, 323):
    assert libc.syscall(number, 0, 0, 0, 0, 0) == -1, number
