"""Asks for two placeholders of drawn sizes."""

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

create_placeholders = __import__("0-create_placeholders").create_placeholders

made = create_placeholders(arguments["nx"], arguments["classes"])
