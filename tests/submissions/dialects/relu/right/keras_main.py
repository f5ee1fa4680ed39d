import argparse
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def build_model(hidden_units, n_classes):
    model = tf.keras.Sequential(name="relu_net")
    model.add(layers.Input(shape=(4,)))
    model.add(layers.Dense(hidden_units, activation=tf.nn.relu))
    model.add(layers.Dense(n_classes))
    return model


def main(args):
    features = np.array([[1, 2, 3, 4], [-1, -2, -3, -4], [11, 12, 13, 14]], dtype=np.float32)
    model = build_model(args.hidden, args.classes)
    model.set_weights(
        [
            np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
            np.zeros(args.hidden),
            np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
            np.zeros(args.classes),
        ]
    )
    output = model(features)
    print(output.numpy())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--hidden", type=int, default=3)
    parser.add_argument("--classes", type=int, default=2)
    main(parser.parse_args())
