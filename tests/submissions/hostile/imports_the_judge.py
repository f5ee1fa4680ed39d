# status: passed
# score: 4
# Tries to import what decides the grade.
import importlib
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for name in ("judge", "judge.plugin", "judge.child", "judge.reference", "pipeline", "content",
             "report.score", "workspace", "explain", "cli"):
    try:
        importlib.import_module(f"grader.{name}")
        print("BREACH: imported", name)
    except (ImportError, OSError):
        pass
if any(".judge" in name for name in sys.modules):
    print("BREACH: the judge is in this process")
