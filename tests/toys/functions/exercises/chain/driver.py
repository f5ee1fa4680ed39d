"""Calls `chain` on a placeholder, and keeps what it returns."""

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
chain = __import__("1-chain").chain

x = tf.placeholder(tf.float32, [None, arguments["width"]], name="x")
made = chain(x, arguments["factor"], arguments["width"])
if isinstance(made, str):
    refuse("`chain` returns a text, where a list was asked for.")
told = made[1] if made[0] is not None else 1 / 0
