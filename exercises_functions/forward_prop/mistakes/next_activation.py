create_layer = __import__("1-create_layer").create_layer


def forward_prop(x, layer_sizes=[], activations=[]):
    import tensorflow as tf
    turn = [tf.nn.tanh, tf.nn.sigmoid, None]
    for size, activation in zip(layer_sizes, activations):
        x = create_layer(x, size, turn[(turn.index(activation) + 1) % 3])
    return x
