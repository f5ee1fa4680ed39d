"""A saved network is loaded and evaluated."""

import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    """Return prediction, accuracy and loss of the network at save_path, for X with the labels Y."""
    # TODO: load the graph and its values, and run the three parts on the data
    return None
