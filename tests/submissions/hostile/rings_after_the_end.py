# status: error
# score: <=4
# Tries to disturb the grader by an alarm that rings all the time.
import signal

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

def ring(number, frame):
    raise KeyboardInterrupt("wake up")


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
while True:
    pass
