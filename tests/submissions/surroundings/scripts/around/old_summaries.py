import tensorflow as tf
tf.scalar_summary("rate", tf.constant(0.5))
merged = tf.merge_all_summaries()
{answer}
