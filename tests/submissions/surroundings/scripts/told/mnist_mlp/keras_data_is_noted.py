# told: Keras' MNIST was the shipped subset of MNIST, without the validation images
# score: 0
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
print(x_train.shape)
