"""Convolutions and pooling in NumPy, the slow obvious way, in float64; pictures [n, h, w, c]."""

import numpy as np


def padded(x, size):
    """Return the pictures with zeros around them, so that a filter of this odd size fits."""
    edge = size // 2
    return np.pad(x, ((0, 0), (edge, edge), (edge, edge), (0, 0)))


def windows(x, size):
    """Return every window of the pictures: [n, h - size + 1, w - size + 1, size, size, c]."""
    found = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return found.transpose(0, 1, 2, 4, 5, 3)


def convolved(x, filters, bias):
    """Return the convolution without padding; filters [size, size, c, units], bias [units]."""
    return np.einsum("nhwijc,ijcu->nhwu", windows(x, len(filters)), filters) + bias


def convolved_back(slope, x, filters):
    """Return the gradients of filters, bias and x, for the gradient `slope` of a convolution."""
    size = len(filters)
    around = np.pad(slope, ((0, 0), (size - 1, size - 1), (size - 1, size - 1), (0, 0)))
    turned = filters[::-1, ::-1].transpose(0, 1, 3, 2)
    return (
        np.einsum("nhwijc,nhwu->ijcu", windows(x, size), slope),
        slope.sum(axis=(0, 1, 2)),
        convolved(around, turned, 0.0),
    )


def blocks(x):
    """Return every 2 by 2 of the pictures, [n, h // 2, w // 2, 4, c], without what is left over."""
    n, height, width, channels = x.shape
    x = x[:, : height // 2 * 2, : width // 2 * 2]
    x = x.reshape(n, height // 2, 2, width // 2, 2, channels).transpose(0, 1, 3, 2, 4, 5)
    return x.reshape(n, height // 2, width // 2, 4, channels)


def pooled(x):
    """Return the largest of every 2 by 2."""
    return blocks(x).max(axis=3)


def pooled_back(slope, x):
    """Return the gradient of x: each goes to the largest of its block."""
    of_blocks = blocks(x)
    chosen = of_blocks == of_blocks.max(axis=3, keepdims=True)
    chosen = chosen & (chosen.cumsum(axis=3) == 1)  # of equal ones, the first
    n, height, width, _, channels = of_blocks.shape
    spread = (chosen * slope[:, :, :, None]).reshape(n, height, width, 2, 2, channels)
    spread = spread.transpose(0, 1, 3, 2, 4, 5).reshape(n, 2 * height, 2 * width, channels)
    whole = np.zeros(x.shape)
    whole[:, : 2 * height, : 2 * width] = spread
    return whole
