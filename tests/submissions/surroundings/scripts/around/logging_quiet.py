import tensorflow as tf
tf.logging.set_verbosity(tf.logging.INFO)
tf.set_random_seed(1234)
print(tf.__version__)
print(tf.test.is_gpu_available())
{answer}
