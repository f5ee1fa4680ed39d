"""What TensorFlow sets up about its kernels in the first session of a process.

A warm parent may have no session, but it can have this done for all of its children: it starts no
thread.
"""

import ctypes
from pathlib import Path
from typing import Any

_REGISTER = "_ZN10tensorflow13XlaOpRegistry26RegisterCompilationKernelsEv"


def look_up() -> None:
    """Have TensorFlow make its registry of kernels: 3 ms in every child that does so itself."""
    from tensorflow.python.framework import kernels

    kernels.get_registered_kernels_for_op("MatMul")


def register(tf: Any) -> None:
    """Have TensorFlow register what XLA may compile: 4 ms in every child that does so itself.

    Raise OSError or AttributeError where TensorFlow's library does not show how.
    """
    for library in Path(tf.sysconfig.get_lib()).glob("libtensorflow_cc.so*"):
        ctypes.CDLL(str(library))[_REGISTER]()
