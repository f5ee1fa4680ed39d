"""What is known of the place at which a script stopped, as pieces that explanations are made of.

All of it comes from the student's own process: it is cleaned, and decides about words only.
"""

from collections.abc import Mapping

from grader.collect.claims import Claims, Gist
from grader.collect.stops import Clues, Failure
from grader.foundation.text import clean_line
from grader.pipeline.shapes import of_shapes

_LENGTH = 100
# Modules of the lessons, and how they are imported.
_MODULES = {
    "tf": "import tensorflow.compat.v1 as tf",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "input_data": "from tensorflow.examples.tutorials.mnist import input_data",
    **{name: f"import {name}" for name in ("math", "numpy", "os", "random", "sys", "time")},
}
# What the lessons call their own things, and how they are made.
_USUAL = {
    "init": "init = tf.global_variables_initializer()",
    "saver": "saver = tf.train.Saver()",
}


def evidence(failure: Failure, names: Mapping[str, str]) -> dict[str, str]:
    """Return the pieces by their names, those that are known only.

    names: what the script calls the tensors and operations of its graph, by TensorFlow's names.
    """
    clues = failure.clues
    found = {
        "missing": clues.missing,
        "asked": f"{clues.owner if '(' not in clues.owner else ''}.{clues.missing}",
        "owner": clues.owner,
        "near": listed(clues.near, "or"),
        "there": listed(clues.there, "and"),
        "below": str(clues.below or ""),
        "call": clues.call,
        f"as_{clues.role}": "yes" if clues.role else "",
        "module": _MODULES.get(clues.missing, ""),
        "usual": _USUAL.get(clues.missing, ""),
        "uncalled": next(iter(clues.uncalled.values()), ""),
        **_of_kinds(clues),
        **of_shapes(failure.message, names),
    }
    return {name: clean_line(text, _LENGTH * 2) for name, text in found.items() if text}


def listed(names: tuple[str, ...], word: str) -> str:
    """Return "`a`, `b` or `c`"."""
    shown = [f"`{clean_line(name, _LENGTH)}`" for name in names]
    return f" {word} ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def names_of(claims: Gist | Claims) -> dict[str, str]:
    """Return what the script calls the tensors and operations of its graph, in the end.

    In TensorFlow 2, variables that were not named have one name, so that none is told by it.
    """
    handles = claims.snapshots[-1].handles if claims.snapshots else ()
    kinds = {"tensor", "operation", *(("variable",) if claims.dialect == "tf1" else ())}
    found: dict[str, str] = {}
    for handle in handles:
        if handle.name and handle.kind in kinds:
            found.setdefault(handle.name.removesuffix(":0"), clean_line(handle.path, _LENGTH))
    return found


def _of_kinds(clues: Clues) -> dict[str, str]:
    """Return for each kind the first name on the line that is of it, as `a_list`."""
    found: dict[str, str] = {}
    for name, kind in clues.names.items():
        found.setdefault(f"a_{kind.lower()}", name)
    return found
