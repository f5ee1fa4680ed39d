# status: failed
# score: 0
# exercise: relu
# Tries to send claims in which nothing fits together.
import os
import sys

import tensorflow.compat.v1 as tf

from grader.foundation import wire
from grader.collect.claims import (Checkpoint, Claims, GraphClaim, Handle, SessionClaim, Snapshot)
from grader.collect.events import (Feed, Reset, Restore, Run, Save, SaverClaim)

tf.disable_v2_behavior()
features = tf.Variable(tf.ones([3, 4]))
weights = [tf.Variable(tf.ones([4, 3])), tf.Variable(tf.ones([3, 2]))]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
hidden_layer = tf.matmul(features, weights[0]) + biases[0]
output = tf.matmul(hidden_layer, weights[1]) + biases[1]
definition = tf.get_default_graph().as_graph_def()
names = tuple(node.name for node in definition.node)
graph = GraphClaim(len(names), definition.SerializeToString(), (0,), {name: name for name in names}, names)
numbers = (-1, 0, 1, 1 << 40)
arrays = (
    wire.Array("float32", (3, 2), b""),
    wire.Array("float32", (-1, 2), b"x" * 8),
    wire.Array("object", (), b"x" * 8),
    wire.Array("float32", (1 << 40, 0), b""),
    wire.Array("float64", (2,) * 40, b""),
    wire.Array("float32", (1,), b"\xff" * 4),
)
everything = [name for known in names for name in (known, f"{known}:0", f"{known}:7", f"^{known}", "")]
values = {name: arrays[number % len(arrays)] for number, name in enumerate(everything)}
feeds = tuple(
    Feed(name, dtype, shape, rows, scalar)
    for name in everything[:4]
    for dtype in ("float32", "evil")
    for shape in ((), (3, 4), (-1,), (1 << 62,) * 3)
    for rows in (b"", b"x", b"xxxx")
    for scalar in (None, float("nan"), 1e308)
)
savers = [SaverClaim(a, b, c) for a in ("", names[0], "x:9") for b in ("", names[0]) for c in ("", names[-1])]
events = [Run(s, g, (name,), feeds[:50], values) for s in numbers for g in numbers for name in everything[:9]]
events += [kind for s in numbers for g in numbers for claim in savers for kind in (
    Save(s, g, "\0", "./model.ckpt", claim), Restore(s, g, "./model.ckpt", claim), Reset(g))]
handles = [Handle(f"{path}{index}", kind, g, name, saver=claim, value=value)
    for path in ("features", "weights", "biases", "hidden_layer", "output") for index in ("", "[0]", "[1]", "['x']", "[")
    for kind in ("variable", "tensor", "saver", "operation", "evil")
    for g in (0, 5) for name in ("", names[0], "nowhere:0")
    for claim in savers[:1] for value in (None, float("nan"))][:2000]
claims = Claims(
    (graph, graph),
    (Snapshot("reset", tuple(handles)), Snapshot("\0", tuple(handles[::-1]))),
    tuple({handle.path for handle in handles} | {"features", "weights", "biases", "hidden_layer", "output"}),
    tuple(events),
    tuple(SessionClaim(g, values) for g in numbers),
    tuple(Checkpoint(path, values) for path in ("model.ckpt", "", "../x", "\0")),
    None,
    1 << 62,
    ("events", "\x1b[31m"),
)
frame = sys._getframe()
while "result_fd" not in frame.f_locals:
    frame = frame.f_back
wire.write_frame(frame.f_locals["result_fd"], wire.compress(wire.encode(claims)))
os._exit(0)
