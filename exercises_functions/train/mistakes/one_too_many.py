import tensorflow.compat.v1 as tf

create_placeholders = __import__("0-create_placeholders").create_placeholders
forward_prop = __import__("2-forward_prop").forward_prop
calculate_accuracy = __import__("3-calculate_accuracy").calculate_accuracy
calculate_loss = __import__("4-calculate_loss").calculate_loss
create_train_op = __import__("5-create_train_op").create_train_op


def train(
    X_train, Y_train, X_valid, Y_valid, layer_sizes, activations, alpha, iterations,
    save_path="/tmp/model.ckpt",
):
    x, y = create_placeholders(X_train.shape[1], Y_train.shape[1])
    y_pred = forward_prop(x, layer_sizes, activations)
    accuracy = calculate_accuracy(y, y_pred)
    loss = calculate_loss(y, y_pred)
    train_op = create_train_op(loss, alpha)
    for name, part in dict(x=x, y=y, y_pred=y_pred, loss=loss, accuracy=accuracy, train_op=train_op).items():
        tf.add_to_collection(name, part)
    saver = tf.train.Saver()
    training = {x: X_train, y: Y_train}
    validation = {x: X_valid, y: Y_valid}
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for i in range(iterations + 1):
            if i % 100 == 0 or i == iterations:
                cost, share = session.run([loss, accuracy], training)
                cost_2, share_2 = session.run([loss, accuracy], validation)
                print("After {} iterations:".format(i))
                print("\tTraining Cost: {}".format(cost))
                print("\tTraining Accuracy: {}".format(share))
                print("\tValidation Cost: {}".format(cost_2))
                print("\tValidation Accuracy: {}".format(share_2))
            if i <= iterations:
                session.run(train_op, training)
        return saver.save(session, save_path)
