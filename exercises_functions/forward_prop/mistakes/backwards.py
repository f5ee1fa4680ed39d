create_layer = __import__("1-create_layer").create_layer


def forward_prop(x, layer_sizes=[], activations=[]):
    for size, activation in zip(layer_sizes[::-1], activations[::-1]):
        x = create_layer(x, size, activation)
    return x
