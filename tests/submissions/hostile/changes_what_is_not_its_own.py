# status: passed
# score: 4
# Tries to write, remove, rename and truncate outside of its folder.
import os
import shutil

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

# Python's own functions again, without what maps paths of other machines into the script's folder.
import _io
import builtins
import io
import posix

open = builtins.open = io.open = _io.open
for name in dir(posix):
    if name[0] != "_" and name != "environ":
        setattr(os, name, getattr(posix, name))

above = os.path.dirname(os.getcwd())
kept = os.path.join(above, "graphgrade-canary", "kept")
places = [above, "/tmp", "/var/tmp", "/dev/shm", "/etc", "/usr/lib", "/root", "/run", "/",
          os.path.dirname(kept), os.environ["PYTHONPATH"], os.path.dirname(os.__file__),
          os.path.dirname(tf.__file__), os.path.join(os.environ["PYTHONPATH"], "grader", "data")]
open("mine", "w").write("mine")
for place in places:
    path = os.path.join(place, "graphgrade-was-here")
    for attempt in (
        lambda: open(path, "w"),
        lambda: open(path, "a"),
        lambda: os.mkdir(path),
        lambda: os.rename("mine", path),
        lambda: os.open(place, os.O_TMPFILE | os.O_RDWR),
        lambda: shutil.copy("mine", path),
    ):
        try:
            attempt()
            print("BREACH: wrote into", place)
        except OSError:
            pass
for path in (kept, "/etc/passwd", os.__file__, tf.__file__, "/proc/sys/kernel/core_pattern"):
    try:
        open(path, "r+b")
        print("BREACH: opened for writing:", path)
    except OSError:
        pass
for attempt in (
    lambda: os.open(kept, os.O_RDONLY | os.O_TRUNC),
    lambda: os.open("/dev/null", os.O_RDONLY | os.O_TRUNC),
    lambda: os.truncate(kept, 0),
    lambda: os.unlink(kept),
    lambda: os.rename(kept, "stolen"),
    lambda: os.rename("mine", kept),
    lambda: os.link(kept, "linked"),
    lambda: os.rmdir(os.path.dirname(kept)),
    lambda: os.rename(os.path.dirname(kept), "stolen"),
):
    try:
        attempt()
        print("BREACH: changed what is not mine")
    except OSError:
        pass
for attempt in (
    lambda: os.chmod(kept, 0),
    lambda: os.utime(kept, (0, 0)),
    lambda: os.chown(kept, 1, 1),
):
    try:
        attempt()  # answered, but not carried out
    except OSError:
        pass
