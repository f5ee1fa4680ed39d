"""The accuracy of a prediction."""

import tensorflow.compat.v1 as tf


def calculate_accuracy(y, y_pred):
    """Return the share of rows whose class the prediction y_pred has as the labels y have it."""
    # TODO: compare the classes, and return the mean
    return None
