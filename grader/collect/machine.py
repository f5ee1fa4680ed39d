"""What a script expects of the machine it was written on, and does not need for its graph.

A graphics card, somebody at the keyboard or at a debugger, programs to install packages with,
Keras' copy of MNIST: each is answered so that the script goes on, and noted.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from grader.collect.notes import Notes
from grader.data.mnist import read_pixels

_KERAS_MNIST = "keras.src.datasets.mnist"
_FEW_NODES = 100
_INSTALLERS = ("pip", "pip3", "conda", "mamba", "apt", "apt-get", "uv")


def ask_nobody(notes: Notes) -> Callable[..., str]:
    """Return an `input` that prints its question and answers with an empty line."""

    def answer(prompt: object = "") -> str:
        print(prompt)
        notes.add("`input()` got an empty line: nobody answers while a script is graded.")
        return ""

    return answer


def stop_nowhere(notes: Notes) -> None:
    """Let `breakpoint()` go on: nobody is there to debug."""

    def go_on(*args: object, **options: object) -> None:
        notes.add("`breakpoint()` did not stop: nobody debugs while a script is graded.")

    sys.breakpointhook = go_on


def install_nothing(notes: Notes) -> None:
    """Let `os.system` and `subprocess` do nothing, successfully, when packages are installed."""
    for name in ("run", "call", "check_call", "check_output"):
        setattr(subprocess, name, _without_installers(getattr(subprocess, name), name, notes))
    real = os.system

    def system(command: Any) -> int:
        if _installs(command):
            _note(command, notes)
            return 0
        code = real(command)
        if code == -1:  # no process could be made for it
            notes.add(f"`{_text(command)}` was not run: the grader does not start other programs.")
        return code

    os.system = system


def _without_installers(real: Callable[..., Any], name: str, notes: Notes) -> Callable[..., Any]:
    nothing = {"call": 0, "check_call": 0, "check_output": b""}

    def call(command: Any, *args: Any, **options: Any) -> Any:
        if not _installs(command):
            return real(command, *args, **options)
        _note(command, notes)
        return nothing.get(name, subprocess.CompletedProcess(command, 0, "", ""))

    return call


def _installs(command: Any) -> bool:
    words = command.split() if isinstance(command, str) else command
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        return False
    named = [os.path.basename(word) for word in words[:4]]
    return "install" in words and any(word in _INSTALLERS for word in named)


def _note(command: Any, notes: Notes) -> None:
    notes.add(f"`{_text(command)}` was not run: nothing is installed while a script is graded.")


def _text(command: Any) -> str:
    """Return a command as one types it, its beginning."""
    return (command if isinstance(command, str) else " ".join(map(str, command)))[:150]


def fit_sessions(tf: Any) -> None:
    """Let sessions run on the processor what a script puts on a device that is not here.

    A graph of a few nodes is run as it is: to have it rewritten takes 9 ms, and saves none of them.
    """
    from tensorflow.python.client.session import BaseSession

    original = BaseSession.__init__

    def begin(session: Any, target: Any = "", graph: Any = None, config: Any = None) -> None:
        found = tf.ConfigProto()
        if isinstance(config, tf.ConfigProto):
            found.CopyFrom(config)
        elif config is not None:
            original(session, target, graph, config)  # which says what is wrong
        found.allow_soft_placement = True
        rewriting = found.graph_options.rewrite_options
        rewriting.min_graph_nodes = rewriting.min_graph_nodes or _FEW_NODES
        original(session, target, graph, found)

    BaseSession.__init__ = begin


def keras_mnist(data_dir: str | None, notes: Notes) -> None:
    """Let Keras' `mnist.load_data` read the lessons' images: no network is needed."""

    def load_data(path: str = "mnist.npz") -> Any:
        training, test, source = read_pixels(data_dir)
        notes.add(f"Keras' MNIST was {source}, without the validation images.")
        return tuple(map(np.array, training)), tuple(map(np.array, test))  # to be changed in place

    # Keras itself takes it from here, since it is imported later, if at all.
    module = sys.modules.setdefault(_KERAS_MNIST, ModuleType(_KERAS_MNIST))
    vars(module)["load_data"] = load_data


def put_np_utils_back() -> None:
    """Let `keras.utils.np_utils` be there, with which old scripts make one-hot labels."""

    def to_categorical(y: Any, num_classes: int | None = None, dtype: Any = "float32") -> Any:
        labels = np.asarray(y, dtype="int64")
        labels = labels.reshape(labels.shape[:-1] if labels.shape[-1:] == (1,) else labels.shape)
        return np.eye(num_classes or labels.max() + 1, dtype=dtype)[labels]

    module = ModuleType("keras.utils.np_utils")
    vars(module)["to_categorical"] = to_categorical
    sys.modules.setdefault(module.__name__, module)


def listing(scratch: str) -> tuple[str, ...]:
    """Return the names of what lies beside the script, the first twenty."""
    try:
        return tuple(sorted(os.listdir(scratch))[:20])
    except OSError:
        return ()
