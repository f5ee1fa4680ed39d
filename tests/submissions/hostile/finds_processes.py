# status: passed
# score: 4
# needs: mounts
# Looks which processes there are, how many threads and open files they have.
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


me = os.getpid()
found = [number for number in (1, *range(me - 500, me + 50)) if os.path.exists(f"/proc/{number}")]
if found:
    print("BREACH", found)
refused(lambda: os.stat(f"/proc/{os.getppid()}/task"))
refused(lambda: os.stat("/proc/loadavg"))
refused(lambda: os.readlink("/proc/self"))
