import tensorflow.compat.v1 as tf


def evaluate(X, Y, save_path):
    graph = tf.Graph()
    with graph.as_default(), tf.Session(graph=graph) as session:
        tf.train.import_meta_graph(f"{save_path}.meta").restore(session, save_path)
        part = {name: graph.get_collection(name)[0] for name in graph.get_all_collection_keys()}
        fed = {part["x"]: X, part["y"]: Y}
        return tuple(session.run([part[name] for name in ("y_pred", "accuracy", "loss")], fed))
