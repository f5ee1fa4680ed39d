import tensorflow as tf


class Model:
    def __init__(self):
        self.graph = tf.Graph()
        with self.graph.as_default():
            self.weights = tf.Variable(tf.truncated_normal([2, 3]), name='weights')
            self.bias = tf.Variable(tf.truncated_normal([3]), name='bias')
            self.init = tf.global_variables_initializer()
            self.saver = tf.train.Saver()
        self.sess = tf.Session(graph=self.graph)

    def initialize(self):
        self.sess.run(self.init)

    def save(self, path):
        return self.saver.save(self.sess, path)

    def load(self, path):
        self.saver.restore(self.sess, path)

    def show(self):
        print(self.sess.run(self.weights))
        print(self.sess.run(self.bias))


save_file = './model.ckpt'
model = Model()
model.initialize()
model.show()
model.save(save_file)

model2 = Model()
model2.load(save_file)
model2.show()
