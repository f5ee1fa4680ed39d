"""A network is built, trained and saved."""

import tensorflow.compat.v1 as tf

create_placeholders = __import__("0-create_placeholders").create_placeholders
forward_prop = __import__("2-forward_prop").forward_prop
calculate_accuracy = __import__("3-calculate_accuracy").calculate_accuracy
calculate_loss = __import__("4-calculate_loss").calculate_loss
create_train_op = __import__("5-create_train_op").create_train_op


def train(
    X_train,
    Y_train,
    X_valid,
    Y_valid,
    layer_sizes,
    activations,
    alpha,
    iterations,
    save_path="/tmp/model.ckpt",
):
    """Train a network on X_train and Y_train, save it and return the path."""
    # BEGIN SOLUTION
    # TODO: build the network, and put its parts into collections
    # STUB: return None
    x, y = create_placeholders(X_train.shape[1], Y_train.shape[1])
    y_pred = forward_prop(x, layer_sizes, activations)
    accuracy = calculate_accuracy(y, y_pred)
    loss = calculate_loss(y, y_pred)
    train_op = create_train_op(loss, alpha)
    tf.add_to_collection("x", x)
    tf.add_to_collection("y", y)
    tf.add_to_collection("y_pred", y_pred)
    tf.add_to_collection("accuracy", accuracy)
    tf.add_to_collection("loss", loss)
    tf.add_to_collection("train_op", train_op)
    saver = tf.train.Saver()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for iteration in range(iterations + 1):
            if iteration % 100 == 0 or iteration == iterations:
                print(f"After {iteration} iterations:")
                for name, inputs, labels in (
                    ("Training", X_train, Y_train),
                    ("Validation", X_valid, Y_valid),
                ):
                    cost, share = session.run([loss, accuracy], {x: inputs, y: labels})
                    print(f"\t{name} Cost: {cost}")
                    print(f"\t{name} Accuracy: {share}")
            if iteration < iterations:
                session.run(train_op, {x: X_train, y: Y_train})
        return saver.save(session, save_path)
    # END SOLUTION
