"""Make the trained digit classifier that an exercise gives as a checkpoint.

    python scripts/make_pretrained.py PREFIX        for example exercises/finetune/pretrained.ckpt

Trains a network 784-256-10 with a ReLU on the shipped MNIST subset and writes PREFIX.index and
PREFIX.data-00000-of-00001: `hidden_layer/weights` [784, 256], `hidden_layer/bias` [256],
`out/weights` [256, 10] and `out/bias` [10], all float32. One thread and fixed seeds: the same
TensorFlow on the same kind of processor writes the same values again.
"""

import sys

import numpy as np
import tensorflow.compat.v1 as tf

from grader.data.mnist import EMBEDDED, read_data_sets

EPOCHS, BATCH, RATE = 20, 100, 1e-3


def variables(scope: str, inputs: int, units: int) -> tuple[tf.Variable, tf.Variable]:
    """Return the weights and the bias of a layer; weights as K. He et al. 2015 start a ReLU."""
    with tf.variable_scope(scope):
        start = tf.random_normal_initializer(stddev=(2 / inputs) ** 0.5)
        weights = tf.get_variable("weights", [inputs, units], initializer=start)
        return weights, tf.get_variable("bias", [units], initializer=tf.zeros_initializer())


def main() -> None:
    tf.disable_v2_behavior()
    tf.set_random_seed(1998)
    mnist = read_data_sets(EMBEDDED, one_hot=True, seed=1998)
    x, y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.float32, [None, 10])
    (w1, b1), (w2, b2) = variables("hidden_layer", 784, 256), variables("out", 256, 10)
    logits = tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=logits))
    saver = tf.train.Saver([w1, b1, w2, b2])
    train = tf.train.AdamOptimizer(RATE).minimize(cost)
    config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    with tf.Session(config=config) as session:
        session.run(tf.global_variables_initializer())
        for _ in range(EPOCHS * mnist.train.num_examples // BATCH):
            images, labels = mnist.train.next_batch(BATCH)
            session.run(train, {x: images, y: labels})
        found = session.run(logits, {x: mnist.test.images})
        saver.save(session, sys.argv[1], write_meta_graph=False, write_state=False)
    hits = found.argmax(axis=1) == mnist.test.labels.argmax(axis=1)
    print(f"{mnist.source}: test accuracy {np.mean(hits):.3f}")


if __name__ == "__main__":
    main()
