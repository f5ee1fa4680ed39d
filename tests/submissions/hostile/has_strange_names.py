# status: passed
# score: 4
# Tries to have globals with names that are no names.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

class Name(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 12345

    def startswith(self, *arguments):
        raise SystemExit(0)


space = globals()
for name in ("a b", "", "\n::error::x", "\x1b[31m", "\u202e", "y[0]", "x]", "\ud800", "n" * 100_000, 7, None, (1,), b"y", 1.5):
    space[name] = x
space[Name("z")] = 3
