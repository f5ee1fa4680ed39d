"""Keras in the child of a script that uses it: imported there, since most scripts do not."""

import importlib
import re
import sys
from typing import Any

from grader.foundation.imports import SLOW, kept_out

# How scripts name it: by its name, or by the parts that TensorFlow has under names of its own.
_NAMED = re.compile(r"keras|\b(initializers|losses|metrics|optimizers)\b")


def names_keras(source: str) -> bool:
    """Say whether a script seems to use Keras."""
    return _NAMED.search(source) is not None


def import_keras() -> None:
    """Import Keras, for which no picture of a model can be drawn here."""
    with kept_out(*SLOW):
        importlib.import_module("keras")


def loaded() -> Any:
    """Return Keras if it has been imported, else None."""
    return sys.modules.get("keras")
