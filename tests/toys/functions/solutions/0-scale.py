"""Scales."""


def scale(x, factor):
    """Return x scaled."""
    return factor * x
