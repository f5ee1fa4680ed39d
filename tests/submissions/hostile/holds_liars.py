# status: passed
# score: 4
# Tries to hold objects that claim to be dicts, lists, tensors and numbers.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

def lie(kind, **methods):
    return type("Liar", (), {"__class__": property(lambda self: kind), **methods})()


liars = [lie(kind) for kind in (dict, list, str, int, float, bool, tf.Tensor, tf.Variable, tf.Operation)]
dictionary = lie(dict, items=lambda self: [("k", 1)] * 10)
endless = lie(tf.Tensor, name=property(lambda self: self), graph=7, op=None)


def refuse(self):
    raise SystemExit(0)


refusing = type("Refusing", (), {"__class__": property(refuse)})()
