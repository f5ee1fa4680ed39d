import tensorflow as tf

weights = [tf.Variable([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]), tf.Variable([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])]
biases = [tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(2))]
features = tf.Variable([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0], [11.0, 12.0, 13.0, 14.0]])
hidden_layer = tf.nn.relu(tf.sub(tf.matmul(features, weights[0]), tf.neg(biases[0])))
output = tf.mul(1.0, tf.add(tf.batch_matmul(hidden_layer, weights[1]), biases[1]))
rows = tf.pack(tf.unpack(output))
chosen = tf.select(tf.greater(output, 0), output, tf.inv(output))
both = tf.concat(0, [output, output])
halves = tf.split(0, 3, output)
tf.scalar_summary("mean", tf.reduce_mean(output, reduction_indices=1, keep_dims=True)[0, 0])
tf.histogram_summary("output", output)
merged = tf.merge_all_summaries()
with tf.Session(config=tf.ConfigProto(log_device_placement=False)) as session:
    writer = tf.train.SummaryWriter("/tmp/logs", session.graph)
    session.run(tf.initialize_all_variables())
    writer.add_summary(session.run(merged), 0)
    print(session.run(output))
