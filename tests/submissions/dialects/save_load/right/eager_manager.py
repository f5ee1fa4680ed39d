import tensorflow as tf

save_file = "./model.ckpt"
params = {
    "weights": tf.Variable(tf.random.truncated_normal([2, 3])),
    "bias": tf.Variable(tf.random.truncated_normal([3])),
}
weights, bias = params["weights"], params["bias"]
checkpoint = tf.train.Checkpoint(**params)
manager = tf.train.CheckpointManager(checkpoint, ".", max_to_keep=2, checkpoint_name="model.ckpt")
path = manager.save()
print("saved", weights.numpy(), bias.numpy(), "to", path)

del weights, bias, params
weights = tf.Variable(tf.random.truncated_normal([2, 3]))
bias = tf.Variable(tf.random.truncated_normal([3]))
checkpoint = tf.train.Checkpoint(weights=weights, bias=bias)
checkpoint.restore(tf.train.latest_checkpoint(".")).expect_partial()
print("restored", weights.numpy(), bias.numpy())
