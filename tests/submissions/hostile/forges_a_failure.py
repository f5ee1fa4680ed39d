# status: error
# score: 4
# Tries to send an error with a message made to be shown to someone else.
import os
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

def descriptor_of_the_result():
    frame = sys._getframe()
    while frame and "result_fd" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["result_fd"] if frame else 3


from grader.foundation import wire
from grader.collect.claims import Claims, GraphClaim, Handle, Snapshot


def claims(graph):
    definition = graph.as_graph_def()
    claim = GraphClaim(
        len(definition.node),
        definition.SerializeToString(),
        (0,) * len(definition.node),
        {"Variable": "Variable/Assign"},
        ("Variable",),
    )
    handles = (
        Handle("x", "tensor", 0, x.name),
        Handle("b", "variable", 0, b.op.name),
        Handle("y", "tensor", 0, y.name),
    )
    return Claims((claim,), (Snapshot("end", handles),), ("x", "b", "y"), (), (), ())


def send(payload):
    wire.write_frame(descriptor_of_the_result(), wire.compress(payload))
    os._exit(0)


from grader.collect.claims import Failure, Frame

evil = "\x1b[31m</script><script>alert(1)</script>\n::error::\u202e" * 10
true = claims(tf.get_default_graph())
frames = (Frame(evil, -1, evil, evil), Frame("double.py", 1 << 62, "f", "x"))
failure = Failure(evil, evil * 1000, frames)
send(wire.encode(Claims(true.graphs, true.snapshots, ("x", "b", "y"), (), (), (), failure, -5, (evil,))))
