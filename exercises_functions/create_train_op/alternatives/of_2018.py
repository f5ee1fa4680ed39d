#!/usr/bin/env python3
import tensorflow as tf


def create_train_op(loss, alpha):
    """train op"""
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=alpha)
    train = optimizer.minimize(loss)
    return train
