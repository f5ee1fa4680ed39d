import tensorflow as tf

keep_prob = 0.5


def build_model(rate):
    model = tf.keras.models.Sequential()
    model.add(tf.keras.Input(shape=(4,)))
    model.add(tf.keras.layers.Dense(3))
    model.add(tf.keras.layers.Dropout(rate, seed=42))
    model.add(tf.keras.layers.Activation("relu"))
    model.add(tf.keras.layers.Dense(2, activation=None))
    return model


def main():
    model.summary()
    model.set_weights(
        [
            tf.constant([[0.1, 0.2, 0.4], [0.4, 0.6, 0.6], [0.5, 0.9, 0.1], [0.8, 0.2, 0.8]]),
            tf.zeros(3),
            tf.constant([[0.1, 0.6], [0.2, 0.1], [0.7, 0.9]]),
            tf.zeros(2),
        ]
    )
    for i in range(3):
        logits = model(features, training=True).numpy()
        print("draw", i)
        print(logits)
    print("test:", model(features, training=False).numpy())


features = tf.constant([[0.0, 2.0, 3.0, 4.0], [0.1, 0.2, 0.3, 0.4], [11.0, 12.0, 13.0, 14.0]])
model = build_model(1 - keep_prob)

if __name__ == "__main__":
    main()
