import os

import tensorflow as tf

save_file = "./checkpoints/model.ckpt"


def build():
    w = tf.Variable(tf.random.normal((2, 3)), name="weights")
    b = tf.Variable(tf.random.normal((3,)), name="bias")
    return w, b


def save():
    weights, bias = build()
    print("saved:", weights.numpy(), bias.numpy())
    tf.train.Checkpoint(w=weights, b=bias).write(save_file)


def load():
    weights, bias = build()
    ckpt = tf.train.Checkpoint(w=weights, b=bias)
    ckpt.read(save_file).assert_existing_objects_matched()
    return weights, bias


if __name__ == "__main__":
    os.makedirs("checkpoints", exist_ok=True)
    save()
    weights, bias = load()
    tf.print("restored:", weights, bias)
