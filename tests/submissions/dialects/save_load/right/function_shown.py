import tensorflow as tf

save_file = "model.ckpt"


@tf.function
def show(what, weights, bias):
    tf.print(what, weights, bias)


weights = tf.Variable(tf.random.normal([2, 3]))
bias = tf.Variable(tf.random.normal([3]))
checkpoint = tf.train.Checkpoint(model=[weights, bias])
show("saved", weights, bias)
checkpoint.write(save_file)

weights = tf.Variable(tf.random.normal([2, 3]))
bias = tf.Variable(tf.random.normal([3]))
checkpoint = tf.train.Checkpoint(model=[weights, bias])
checkpoint.read(save_file)
show("restored", weights, bias)
