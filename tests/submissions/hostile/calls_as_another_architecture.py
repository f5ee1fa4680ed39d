# status: killed
# score: 0
# says: SIGSYS
# machine: x86_64
# Tries to get around the filter by 32-bit system calls.
import ctypes
import mmap

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

code = bytes.fromhex("b814000000cd80c3")  # mov eax, 20; int 0x80; ret
region = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
region.write(code)
address = ctypes.addressof(ctypes.c_char.from_buffer(region))
print("BREACH: the 32-bit getpid says", ctypes.CFUNCTYPE(ctypes.c_int)(address)(), flush=True)
