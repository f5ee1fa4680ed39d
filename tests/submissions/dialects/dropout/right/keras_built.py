import tensorflow as tf
import numpy as np
from tensorflow.keras.models import Model
from tensorflow.keras.layers import Input, Dense, Dropout, Activation

W1 = np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]])
W2 = np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])
X = np.array([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])


def create_model(keep_prob=0.5):
    inp = Input(shape=(4,))
    hidden_layer = Dense(3, name="h")(inp)
    hidden_layer = Activation("relu")(hidden_layer)
    hidden_layer = Dropout(1.0 - keep_prob)(hidden_layer)
    logits = Dense(2, name="o")(hidden_layer)
    return Model(inputs=inp, outputs=logits)


def main():
    model = create_model()
    model.get_layer("h").set_weights([W1, np.zeros(3)])
    model.get_layer("o").set_weights([W2, np.zeros(2)])
    model.summary()
    print("Inference (no dropout):")
    print(model.predict(X, verbose=0))
    print("Training mode:")
    result = model(X, training=True)
    print(np.round(result.numpy(), 4))
    tf.print(result)


if __name__ == "__main__":
    main()
