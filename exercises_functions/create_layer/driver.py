"""Builds a layer on a placeholder, and one without an activation on that."""

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

create_layer = __import__("1-create_layer").create_layer

prev = tf.placeholder(tf.float32, [None, arguments["width"]], name="prev")
layer = create_layer(prev, arguments["n"], getattr(tf.nn, arguments["activation"]))
if not isinstance(layer, tf.Tensor):
    refuse("`create_layer` returns no tensor: return what the layer computes, not the layer.")
logits = create_layer(layer, arguments["outputs"], None)
