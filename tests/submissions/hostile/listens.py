# status: passed
# score: 4
# Waits for connections.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

import os

def refused(act):
    """Run an act that must be refused; a refusal is what lets the script go on."""
    try:
        act()
    except (OSError, ValueError, AttributeError) as error:
        print(type(error).__name__)
    else:
        raise SystemError("this was possible")


import http.server
import urllib.request

refused(lambda: http.server.HTTPServer(("127.0.0.1", 0), None))
refused(lambda: urllib.request.urlopen("http://127.0.0.1:1/", timeout=1))
