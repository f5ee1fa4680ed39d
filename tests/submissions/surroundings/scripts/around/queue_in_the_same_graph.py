import tensorflow as tf
queue = tf.FIFOQueue(10, tf.float32)
enqueue = queue.enqueue(1.0)
taken = queue.dequeue()
{answer}
