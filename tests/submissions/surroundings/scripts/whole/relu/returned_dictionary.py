import tensorflow as tf


def build():
    w = [tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]), tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])]
    b = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
    x = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
    h = tf.nn.relu(tf.matmul(x, w[0]) + b[0])
    return {"weights": w, "biases": b, "features": x, "hidden_layer": h, "output": tf.matmul(h, w[1]) + b[1]}


model = build()
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(session.run(model["output"]))
