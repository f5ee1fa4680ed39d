"""What a warm parent imports for its children, once."""

import contextlib
import sys
from typing import Any

# Optional imports of Keras and others that cost seconds and that no child needs by default.
_KEPT_OUT = ("IPython", "matplotlib", "pandas", "rich")


def preload(kind: str) -> None:
    """Import what the children of this kind run, once."""
    if kind == "judge":
        from grader import judge, networks
        from grader.judge.rehearsal import rehearse

        rehearse(judge, networks)
    elif kind == "reader":
        import grader.submission.child
    else:
        tf = _import_tensorflow()
        import grader.collect.child
        import grader.execute.child  # noqa: F401
        from grader.collect.machine import places_of_mnist
        from grader.workers import abcs

        places_of_mnist()
        with contextlib.suppress(ImportError, AttributeError):  # saves time, and nothing else
            abcs.remember(tf)
        with contextlib.suppress(ImportError, AttributeError):  # this, too
            _look_up_a_kernel()


def _look_up_a_kernel() -> None:
    """Have TensorFlow set up its registry of kernels: 3 ms in every child that does so itself."""
    from tensorflow.python.framework import kernels

    kernels.get_registered_kernels_for_op("MatMul")


def _import_tensorflow() -> Any:
    blocked = [name for name in _KEPT_OUT if name not in sys.modules]
    for name in blocked:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import tensorflow.compat.v1 as tf
    finally:
        for name in blocked:
            sys.modules.pop(name, None)
    return tf
