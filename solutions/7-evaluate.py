"""A saved network is loaded and evaluated."""

import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    """Return prediction, accuracy and loss of the network at save_path, for X with the labels Y."""
    # BEGIN SOLUTION
    # TODO: load the graph and its values, and run the three parts on the data
    # STUB: return None
    saver = tf.train.import_meta_graph(save_path + ".meta")
    names = ("x", "y", "y_pred", "accuracy", "loss")
    x, y, *wanted = [tf.get_collection(name)[0] for name in names]
    with tf.Session() as session:
        saver.restore(session, save_path)
        return session.run(wanted, {x: X, y: Y})
    # END SOLUTION
