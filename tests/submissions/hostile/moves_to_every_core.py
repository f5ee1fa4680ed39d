# status: passed
# score: 4
# Asks for every core of the machine; it stays on its own.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os
import threading

for number in (0, os.getpid()):
    os.sched_setaffinity(number, range(os.cpu_count() or 1))
cores = []
threads = [
    threading.Thread(target=lambda: cores.append(len(os.sched_getaffinity(0)))) for _ in range(3)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if cores != [1, 1, 1] or len(os.sched_getaffinity(0)) != 1:
    print("BREACH", cores)
