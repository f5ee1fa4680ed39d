"""Run a script by itself, TensorFlow imported before; print its processor seconds.

As the grader's children do: one thread, on one core, with the lessons' images for Keras' MNIST.
"""

import os
import sys
import time
from pathlib import Path

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_THREADS += ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
os.environ.update(dict.fromkeys(_THREADS, "1"))


def main() -> None:
    """Run the file that is named, in the folder of the process."""
    from grader.collect.keras import import_keras, names_keras
    from grader.collect.machine import keras_mnist
    from grader.collect.notes import Notes

    keras_mnist(None, Notes())  # before TensorFlow, which may import all of Keras
    import tensorflow.compat.v1

    assert tensorflow.compat.v1
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    path = Path(sys.argv[1])
    source = path.read_text(encoding="utf-8")
    began = time.process_time()
    if names_keras(source):
        import_keras()
    code = compile(source, path.name, "exec")
    exec(code, {"__name__": "__main__", "__file__": path.name})  # noqa: S102
    print(f"\nspent {time.process_time() - began:.4f}")


if __name__ == "__main__":
    main()
