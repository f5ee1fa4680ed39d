import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    session = tf.Session()
    saver = tf.train.import_meta_graph(save_path + ".meta", clear_devices=True)
    saver.restore(session, save_path)
    with session.as_default():
        (x,), (y,) = tf.get_collection("x"), tf.get_collection("y")
        values = [tf.get_collection(n)[0].eval({x: X, y: Y}) for n in ("y_pred", "accuracy", "loss")]
    return values[0], float(values[1]), float(values[2])
