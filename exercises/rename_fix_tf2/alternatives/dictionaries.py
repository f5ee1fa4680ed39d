# A dictionary in both parts; the variables are made in another order, and read before it is full.
import tensorflow as tf

save_file = "model.ckpt"


def save():
    params = {
        "weights": tf.Variable(tf.random.normal((2, 3))),
        "bias": tf.Variable(tf.random.normal((3,))),
    }
    tf.train.Checkpoint(params=params).write(save_file)
    return params


def load():
    params = {"bias": tf.Variable(tf.zeros(3)), "weights": tf.Variable(tf.zeros((2, 3)))}
    checkpoint = tf.train.Checkpoint()
    status = checkpoint.read(save_file)
    checkpoint.params = params
    status.assert_consumed()
    return params


params = save()
weights, bias = params["weights"], params["bias"]
print("before:", weights.numpy(), bias.numpy())

params = load()
weights, bias = params["weights"], params["bias"]
print("after:", weights.numpy(), bias.numpy())
