import keras
import numpy as np
from keras import layers

keep_prob = 0.5
features = np.array([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
w_hidden = np.array([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]])
w_out = np.array([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]])

inputs = keras.Input(shape=(4,))
hidden_layer = layers.Dense(3, activation="relu", name="hidden")(
    layers.Dropout(rate=1 - keep_prob)(inputs)
)
outputs = layers.Dense(2, name="logits")(hidden_layer)
model = keras.Model(inputs=inputs, outputs=outputs)

model.get_layer("hidden").set_weights([w_hidden, np.zeros(3)])
model.get_layer("logits").set_weights([w_out, np.zeros(2)])

print("without dropout:", model.predict(features, verbose=0), sep="\n")
logits = model(features, training=True)
print("with dropout:", logits.numpy(), sep="\n")
