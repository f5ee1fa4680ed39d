# status: passed
# score: 4
# Tries to read memory, environment and files of processes through /proc.
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for pid in ("self", "thread-self", str(os.getppid()), "1"):
    for name in ("mem", "environ", "maps", "auxv", "stack", "io", "mountinfo", "fdinfo/0", "pagemap",
                 "root/etc/passwd", "cwd/pyproject.toml", "root/proc/1/environ"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                file.read(1)
            print("BREACH: read", pid, name)
        except OSError:
            pass
    for name in ("", "fd", "task", "root", "ns"):
        try:
            os.listdir(f"/proc/{pid}/{name}")
            print("BREACH: listed", pid, name)
        except OSError:
            pass
for name in ("mem", "clear_refs", "oom_score_adj", "comm", "coredump_filter", "uid_map"):
    try:
        with open(f"/proc/self/{name}", "r+b") as file:
            print("BREACH: opened for writing:", name)
    except OSError:
        pass
for name in ("exe", "cwd", "root", "fd/0"):
    try:
        os.readlink(f"/proc/{os.getppid()}/{name}")
        print("BREACH: the parent's", name)
    except OSError:
        pass
try:
    os.listdir("/proc")
    print("BREACH: listed all processes")
except OSError:
    pass
