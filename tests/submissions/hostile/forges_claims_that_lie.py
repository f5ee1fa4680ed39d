# status: failed
# score: 0
# Tries to claim that y is another tensor, of another graph, of no graph.
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
lies = tuple(
    Handle(path, kind, graph, name, fetched=True, value=2.0)
    for path in ("x", "b", "y")
    for kind in ("tensor", "array", "value", "evil")
    for graph in (-1, 0, 7, 1 << 62)
    for name in ("", "y", "nowhere:99", "^y:0", "y:-1", "mul:0")
)
send(wire.encode(Claims(true.graphs, (Snapshot("end", lies),), ("x", "b", "y"), (), (), ())))
