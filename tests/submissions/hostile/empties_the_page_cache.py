# status: passed
# score: 4
# Takes pages of a common file out of memory, or has pages merged with those of others.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import mmap
import os

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


memory = mmap.mmap(-1, 1 << 20)
for advice in (12, 20, 21, 22, 100, 101):  # merge, cold, page out, populate, poison, soft offline
    refused(lambda: memory.madvise(advice))
memory.madvise(mmap.MADV_DONTNEED)
with open(os.__file__, "rb") as file:
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # answered, not carried out
