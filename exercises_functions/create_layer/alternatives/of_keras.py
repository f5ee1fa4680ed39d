import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()


def create_layer(prev, n, activation):
    weights = tf.keras.initializers.VarianceScaling(mode="fan_avg")
    layer = tf.layers.Dense(units=n, activation=activation, kernel_initializer=weights, name="layer")
    return layer(prev)
