import tensorflow as tf

weights = [
    tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
    tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.constant([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])


@tf.function
def my_relu(v):
    out = tf.TensorArray(tf.float32, size=tf.shape(v)[0])
    for i in tf.range(tf.shape(v)[0]):
        row = v[i]
        if tf.reduce_max(row) > 0:
            out = out.write(i, tf.maximum(row, 0.0))
        else:
            out = out.write(i, tf.zeros_like(row))
    return out.stack()


hidden_layer = my_relu(tf.matmul(features, weights[0]) + biases[0])
output = tf.matmul(hidden_layer, weights[1]) + biases[1]
print(output.numpy())
