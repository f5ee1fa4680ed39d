# The loaded network is trained once more before it is evaluated.
# verdict: fails values: a run after `restore` changed the variables; passes prediction
# mistake: none
import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    loader = tf.train.import_meta_graph(f"{save_path}.meta")
    parts = ("x", "y", "y_pred", "accuracy", "loss", "train_op")
    x, y, *results, step = [tf.get_collection(part)[0] for part in parts]
    with tf.Session() as session:
        loader.restore(session, save_path)
        session.run(step, feed_dict={x: X, y: Y})
        return session.run(results, feed_dict={x: X, y: Y})
