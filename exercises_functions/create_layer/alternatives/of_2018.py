#!/usr/bin/env python3
"""layer"""
import tensorflow as tf


def create_layer(prev, n, activation):
    """adds a layer"""
    init = tf.contrib.layers.variance_scaling_initializer(mode="FAN_AVG")
    return tf.layers.Dense(units=n, activation=activation,
                           kernel_initializer=init, name='layer')(prev)
