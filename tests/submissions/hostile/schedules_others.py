# status: passed
# score: 4
# Changes how other processes run.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


for number in (1, os.getppid()):
    refused(lambda: os.sched_setscheduler(number, os.SCHED_RR, os.sched_param(1)))
    refused(lambda: os.setpriority(os.PRIO_PROCESS, number, 19))
