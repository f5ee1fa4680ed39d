import tensorflow as tf


def main(_):
    {answer}


if __name__ == "__main__":
    tf.app.run()
