# The right accuracy, returned in percent.
# verdict: fails values: , the saved network computes ; passes accuracy
# mistake: none
import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    with tf.Session() as session:
        tf.train.import_meta_graph(f"{save_path}.meta").restore(session, save_path)
        x, y = tf.get_collection("x")[0], tf.get_collection("y")[0]
        names = ("y_pred", "accuracy", "loss")
        results = [tf.get_collection(name)[0] for name in names]
        prediction, accuracy, loss = session.run(results, feed_dict={x: X, y: Y})
    return prediction, 100 * accuracy, loss
