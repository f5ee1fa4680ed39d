# status: passed
# score: 4
# Walks frames, objects and variables for the seed.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b
import gc
import os
import sys

assert 'GRADE_COURSE_KEY' not in os.environ
found = []
frame = sys._getframe()
while frame is not None:
    found += [name for name in frame.f_locals if name in ('seed', 'rng', 'expected', 'course_key')]
    frame = frame.f_back
found += [o for o in gc.get_objects() if type(o).__name__ in ('Verdict', 'Subject', 'JudgeRequest')]
assert found == [], found
