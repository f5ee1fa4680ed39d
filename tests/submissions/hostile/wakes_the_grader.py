# status: passed
# score: 4
# Tries to keep the grader's event loop busy through a shared epoll.
import os
import select
import stat

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

read = os.eventfd(1)
for descriptor in range(3, 1024):
    if descriptor == read:
        continue
    try:
        target = os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        continue
    if "eventpoll" in target or "socket" in target or "anon_inode" in target:
        print("BREACH: inherited", target)
    if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        print("BREACH: inherited a socket")
    try:
        select.epoll.fromfd(os.dup(descriptor)).register(read, select.EPOLLIN)
        print("BREACH: registered with", target)
    except OSError:
        pass
