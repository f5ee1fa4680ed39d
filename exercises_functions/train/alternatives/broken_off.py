import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

place = __import__("0-create_placeholders").create_placeholders
forward_prop = __import__("2-forward_prop").forward_prop
score = __import__("3-calculate_accuracy").calculate_accuracy
lose = __import__("4-calculate_loss").calculate_loss
lower = __import__("5-create_train_op").create_train_op


def report(session, parts, title, feed):
    cost, share = session.run((parts["loss"], parts["accuracy"]), feed_dict=feed)
    print("\t%s Cost: %.7f" % (title, cost))
    print("\t%s Accuracy: %.4f" % (title, share))


def train(X_train, Y_train, X_valid, Y_valid, layer_sizes, activations, alpha, iterations,
          save_path="/tmp/model.ckpt"):
    x, y = place(len(X_train[0]), len(Y_train[0]))
    parts = {"x": x, "y": y, "y_pred": forward_prop(x, layer_sizes, activations)}
    parts["accuracy"] = score(y, parts["y_pred"])
    parts["loss"] = lose(y, parts["y_pred"])
    parts["train_op"] = lower(parts["loss"], alpha)
    for name in parts:
        tf.add_to_collection(name, parts[name])
    feeds = [{x: X_train, y: Y_train}, {x: X_valid, y: Y_valid}]
    session = tf.InteractiveSession()
    session.run(tf.global_variables_initializer())
    i = 0
    while True:
        if i % 100 == 0 or i == iterations:
            print("After %d iterations:" % i)
            report(session, parts, "Training", feeds[0])
            report(session, parts, "Validation", feeds[1])
        if i == iterations:
            break
        session.run([parts["train_op"]], feed_dict=feeds[0])
        i += 1
    saver = tf.train.Saver(max_to_keep=1)
    saved = saver.save(session, save_path)
    session.close()
    return saved
