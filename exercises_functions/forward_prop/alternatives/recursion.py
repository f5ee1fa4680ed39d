create_layer = __import__("1-create_layer").create_layer


def forward_prop(x, layer_sizes=[], activations=[]):
    if not layer_sizes:
        return x
    first = create_layer(x, layer_sizes[0], activations[0])
    return forward_prop(first, layer_sizes[1:], activations[1:])
