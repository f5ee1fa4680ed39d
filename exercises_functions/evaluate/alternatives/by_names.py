import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    tf.reset_default_graph()
    with tf.Session() as session:
        saver = tf.train.import_meta_graph(save_path + ".meta")
        saver.restore(session, tf.train.latest_checkpoint(__import__("os").path.dirname(save_path) or "."))
        y_pred = tf.get_collection("y_pred")[0]
        graph = y_pred.graph
        loss = graph.get_collection("loss")[0]
        accuracy = graph.get_tensor_by_name("accuracy:0")
        feed = {"x:0": X, "y:0": Y}
        cost, share = session.run((loss, accuracy), feed_dict=feed)
        return session.run(y_pred, feed_dict=feed), share, cost
