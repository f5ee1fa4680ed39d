# status: passed
# score: 4
# Reads how much processor time other processes have used.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os
import time

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


for number in (1, os.getppid()):
    for kind in (0, 1, 2, 6):  # of the process: two kinds of ticks, its time; of a thread
        clock = (~number << 3) | kind
        refused(lambda: time.clock_gettime(clock))
        refused(lambda: time.clock_getres(clock))
for clock in (time.CLOCK_PROCESS_CPUTIME_ID, time.CLOCK_THREAD_CPUTIME_ID, time.CLOCK_BOOTTIME):
    time.clock_gettime(clock)
