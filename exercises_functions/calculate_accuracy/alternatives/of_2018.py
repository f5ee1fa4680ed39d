#!/usr/bin/env python3
import tensorflow as tf


def calculate_accuracy(y, y_pred):
    """accuracy"""
    label = tf.argmax(y, axis=1)
    pred = tf.argmax(y_pred, axis=1)
    return tf.reduce_mean(tf.cast(tf.equal(label, pred), "float"))
