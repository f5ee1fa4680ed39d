# status: passed
# score: 4
# Tries to reach files through tf.gfile.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None])
b = tf.Variable(0.0)
y = 2.0 * x + b

for path in ("/etc/passwd", "../graphgrade-canary/kept", "/proc/self/environ"):
    try:
        tf.gfile.GFile(path, "rb").read()
        print("BREACH: read", path)
    except tf.errors.OpError:
        pass
for attempt in (
    lambda: tf.gfile.GFile("../graphgrade-canary/kept", "w").write("x"),
    lambda: tf.gfile.Remove("../graphgrade-canary/kept"),
    lambda: tf.gfile.Rename("../graphgrade-canary/kept", "stolen", overwrite=True),
    lambda: tf.gfile.MakeDirs("../graphgrade-was-here"),
    lambda: tf.gfile.DeleteRecursively("../graphgrade-canary"),
):
    try:
        attempt()
    except tf.errors.OpError:
        continue
    if tf.gfile.Exists("../graphgrade-was-here") or not tf.gfile.Exists("../graphgrade-canary/kept"):
        print("BREACH: changed something")
