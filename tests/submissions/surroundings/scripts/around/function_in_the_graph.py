import tensorflow as tf
picture = tf.py_func(lambda: 1.0, [], tf.float64)
contents = tf.read_file("nothing.png")
{answer}
