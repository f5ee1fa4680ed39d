import tensorflow as tf
import os
os.environ["CUDA_VISIBLE_DEVICES"] = "0"
with tf.device("/device:GPU:1"):
    {answer}
