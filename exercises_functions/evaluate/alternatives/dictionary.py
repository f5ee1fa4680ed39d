import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    saver = tf.train.import_meta_graph(save_path + ".meta")
    x = tf.get_collection("x")[0]
    y = tf.get_collection("y")[0]
    y_pred = tf.get_collection("y_pred")[0]
    accuracy = tf.get_collection("accuracy")[0]
    loss = tf.get_collection("loss")[0]
    with tf.Session() as session:
        saver.restore(session, save_path)
        fed = {x: X, y: Y}
        found = session.run({"p": y_pred, "a": accuracy, "l": loss}, fed)
        return [found[name] for name in "pal"]
