import tensorflow as tf
{answer}
with tf.Graph().as_default():
    names = tf.train.string_input_producer(["a.csv", "b.csv"])
    key, value = tf.TextLineReader().read(names)
    with tf.Session() as other:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(other, coordinator)
        coordinator.request_stop()
        coordinator.join(threads)
