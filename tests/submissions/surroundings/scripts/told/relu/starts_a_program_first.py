# told: The grader does not start other programs, and this line starts `nvidia-smi -L`.
# told: Passed over, for the grader does not start other programs: relu.py, line 12.
# score: 0
import subprocess

import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()


def main():
    subprocess.run(["nvidia-smi", "-L"])
    features = tf.placeholder(tf.float32, [None, 4])
    print(features)


main()
