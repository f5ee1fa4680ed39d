# status: rejected
# score: 0
# says: 20,000 are allowed
# Tries to send a graph of 30,000 operations and claim that it has three.
import os
import sys

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 3.0 * x + b

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


true = claims(tf.get_default_graph())
definition = tf.get_default_graph().as_graph_def()
for number in range(30_000):
    definition.node.add(name=f"n{number}", op="NoOp")
graph = GraphClaim(3, definition.SerializeToString(), (), {}, ())
send(wire.encode(Claims((graph,), true.snapshots, ("x", "b", "y"), (), (), ())))
