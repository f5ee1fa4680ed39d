# The five lines have no tabs.
# verdict: fails printed: the line `\tTraining Cost: …` is asked for; passes training saved
# mistake: none

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
    x, y = create_placeholders(X_train.shape[1], Y_train.shape[1])
    y_pred = forward_prop(x, layer_sizes, activations)
    accuracy = calculate_accuracy(y, y_pred)
    loss = calculate_loss(y, y_pred)
    train_op = create_train_op(loss, alpha)
    parts = {"x": x, "y": y, "y_pred": y_pred, "accuracy": accuracy, "loss": loss}
    for name, part in {**parts, "train_op": train_op}.items():
        tf.add_to_collection(name, part)
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
                    print(f"{name} Cost: {cost}")
                    print(f"{name} Accuracy: {share}")
            if iteration < iterations:
                session.run(train_op, {x: X_train, y: Y_train})
        return saver.save(session, save_path)
