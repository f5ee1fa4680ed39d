# status: passed
# score: 4
# Tries to hold subclasses of plain types with methods of their own.
import numpy as np

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

def raising(*arguments, **options):
    raise SystemExit(0)


evil = {name: raising for name in ("__eq__", "__str__", "__repr__", "__len__", "__iter__", "encode", "items",
                                   "__int__", "__float__", "__getitem__", "startswith", "__format__")}
evil["__hash__"] = lambda self: 1
text = type("Text", (str,), evil)("text")
number = type("Number", (int,), evil)(7)
real = type("Real", (float,), evil)(7.0)
pairs = type("Pairs", (dict,), evil)()
items = type("Items", (list,), evil)([1, 2])
array = type("Array", (np.ndarray,), {"__array_finalize__": raising, "item": raising})
keyed = {text: 1, number: 2}
