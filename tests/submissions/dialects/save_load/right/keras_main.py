import tensorflow as tf


def make():
    layer = tf.keras.layers.Dense(
        3, kernel_initializer="random_normal", bias_initializer="random_normal"
    )
    layer.build((None, 2))
    return layer


def main():
    first = make()
    weights, bias = first.kernel, first.bias
    print("saved", weights.numpy(), bias.numpy())
    ckpt = tf.train.Checkpoint(layer=first)
    path = ckpt.save("./ckpt/model")

    second = make()
    weights, bias = second.kernel, second.bias
    tf.train.Checkpoint(layer=second).restore(path)
    print("restored", weights.numpy(), bias.numpy())


main()
