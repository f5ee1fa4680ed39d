# status: passed
# score: 4
# Tries to find the course key or anything else in the environment.
import ctypes
import os

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

telling = ("COURSE", "SECRET", "TOKEN", "PASSWORD", "SSH", "AWS", "PROXY", "GITHUB", "CI", "USER")
for name in os.environ:
    if name in telling or any(name.startswith((f"{word}_", "GRADE_C")) for word in telling):
        print("BREACH: environment", name)
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
number = 0
while environ[number]:
    if b"COURSE_KEY" in environ[number] or b"a-secret-of-the-course" in environ[number]:
        print("BREACH: the course key")
    number += 1
