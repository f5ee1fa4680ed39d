# status: passed
# score: 4
# Leaves globals that misbehave when they are looked at.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b


class Evil:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


evil = Evil()
list_of_itself = []
list_of_itself.append(list_of_itself)
many = [[[[i] for i in range(100)] for _ in range(100)] for _ in range(10)]
