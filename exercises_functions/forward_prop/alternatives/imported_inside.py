#!/usr/bin/env python3
import tensorflow as tf


def forward_prop(x, layer_sizes=[], activations=[]):
    """forward"""
    create_layer = __import__('1-create_layer').create_layer
    for i in range(len(layer_sizes)):
        if i == 0:
            layer = create_layer(x, layer_sizes[0], activations[0])
        else:
            layer = create_layer(layer, layer_sizes[i], activations[i])
    return layer
