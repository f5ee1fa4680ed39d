#!/usr/bin/env python3
"""placeholders"""
import tensorflow as tf


def create_placeholders(nx, classes):
    """creates x and y"""
    x = tf.placeholder("float", [None, nx], name='x')
    y = tf.placeholder("float", [None, classes], name='y')
    return x, y
