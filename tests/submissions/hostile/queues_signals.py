# status: passed
# score: 4
# Queues signals for itself: how many a user may have is counted over all processes.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import signal
import threading

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


number = signal.SIGRTMIN
signal.pthread_sigmask(signal.SIG_BLOCK, [number, signal.SIGUSR1])
refused(lambda: signal.pthread_kill(threading.get_ident(), number))
signal.raise_signal(signal.SIGUSR1)  # those without a queue come as usual
assert signal.sigtimedwait([signal.SIGUSR1], 0) is not None
