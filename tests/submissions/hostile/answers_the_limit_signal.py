# status: timeout
# score: 0
# takes: long
# Tries to catch the signal of the processor limit and ask for more time.
import resource
import signal

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

def more(number, frame):
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("BREACH: no limit any more")
    except (ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU)[1:] * 2)


signal.signal(signal.SIGXCPU, more)
while True:
    pass
