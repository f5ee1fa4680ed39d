"""The environment of a process that runs children or is one: made anew, alike everywhere."""

import os
import sys

from grader.data.sources import find_files

_CLEAN = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "MALLOC_ARENA_MAX": "2",
    # Kernels that compile themselves at the first matrix product cost a child 40 ms; an exercise
    # that says `large_products` has them in its scripts.
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "false",
    "MPLBACKEND": "Agg",
    "KERAS_HOME": os.devnull,  # or importing Keras writes into the home folder
}
# Without these no program starts on Windows, or finds its libraries.
_OF_WINDOWS = (
    "APPDATA",
    "COMSPEC",
    "CONDA_PREFIX",
    "LOCALAPPDATA",
    "NUMBER_OF_PROCESSORS",
    "PATH",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "PROCESSOR_IDENTIFIER",
    "PROGRAMDATA",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "WINDIR",
)


def child_environment(platform: str = sys.platform) -> dict[str, str]:
    """Return the variables that children see: no secret, nothing of the user's own settings.

    Of the user's variables stay where MNIST is in full, the tests' mask, and what Windows needs.
    """
    kept = ("GRADE_MASK", *(_OF_WINDOWS if platform == "win32" else ()))
    found = {name: os.environ[name] for name in kept if name in os.environ}
    found["MNIST_DIR"] = os.path.abspath(find_files(os.environ.get("MNIST_DIR")))
    return {**_CLEAN, **found}
