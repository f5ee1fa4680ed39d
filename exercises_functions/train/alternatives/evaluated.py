import tensorflow.compat.v1 as tf

parts = [
    getattr(__import__(f"{number}-{name}"), name)
    for number, name in enumerate(
        "create_placeholders create_layer forward_prop calculate_accuracy calculate_loss"
        " create_train_op".split()
    )
]


def train(X_train, Y_train, X_valid, Y_valid, layer_sizes, activations, alpha, iterations, save_path="m"):
    x, y = parts[0](X_train.shape[1], Y_train.shape[1])
    y_pred = parts[2](x, layer_sizes, activations)
    accuracy, loss = parts[3](y, y_pred), parts[4](y, y_pred)
    train_op = parts[5](loss, alpha)
    graph = tf.get_default_graph()
    for name in ("x", "y", "y_pred", "loss", "accuracy", "train_op"):
        graph.add_to_collection(name, locals()[name])
    with tf.Session().as_default() as session:
        tf.global_variables_initializer().run()
        for done in range(iterations + 1):
            if done and train_op.run({x: X_train, y: Y_train}):
                raise RuntimeError
            if not done % 100 or done == iterations:
                lines = [f"After {done} iterations:"]
                for name, data in (("Training", (X_train, Y_train)), ("Validation", (X_valid, Y_valid))):
                    fed = dict(zip((x, y), data))
                    lines += [f"\t{name} Cost: {loss.eval(fed)}", f"\t{name} Accuracy: {accuracy.eval(fed)}"]
                print("\n".join(lines))
        path = tf.train.Saver().save(session, save_path)
    return path
