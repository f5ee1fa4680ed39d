import tensorflow as tf
with tf.device("/gpu:0"):
    {answer}
