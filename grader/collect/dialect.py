"""Which TensorFlow a script speaks: TensorFlow 1 with its sessions, or TensorFlow 2.

It is found by the names that the script uses: one that only TensorFlow 1 has, or one that turns
TensorFlow 2 off, tells. TensorFlow is asked which names it has; no list of ours can go out of date.
"""

import ast
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from grader.collect.claims import Dialect
from grader.collect.request import Wanted
from grader.collect.spellings import RENAMED

# Below `compat.v1`, what a script in TensorFlow 2 may ask of the first one as well: whether it
# logs, and how much memory of a graphics card it takes.
_OF_BOTH = frozenset(
    ("ConfigProto", "GPUOptions", "InteractiveSession", "enable_eager_execution",
     "enable_v2_behavior", "logging", "set_random_seed")
)  # fmt: skip
# And what it can compute with them: these functions work without a session.
_COMPUTED = frozenset(
    ("div", "image", "linalg", "log", "losses", "math", "nn", "random", "random_normal",
     "random_uniform", "to_double", "to_float", "to_int32", "to_int64", "truncated_normal")
)  # fmt: skip
# Below `compat.v1`, what works with sessions alone, or turns TensorFlow 2 off.
_OF_GRAPHS = frozenset(
    ("Session", "disable_eager_execution", "disable_v2_behavior", "get_variable",
     "global_variables_initializer", "placeholder", "placeholder_with_default")
)  # fmt: skip
_EAGER = frozenset(("GradientTape", "function"))
# Names of TensorFlow 1 that neither of them has today.
_GONE = frozenset(("contrib", "layers", *RENAMED))
_FIRST = ("compat", "v1")
Path = tuple[str, ...]


def dialect_of(source: str, wanted: Wanted) -> Dialect:
    """Return what a script speaks, as far as the exercise leaves it open."""
    if wanted != "any":
        return wanted
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "tf1"  # it will not run: what stops it is told as before
    import tensorflow

    paths = [*_paths(tree, _names(tree))]
    eager = any(path[:1] and path[0] in _EAGER for path in paths) or _asks_for_numbers(tree)
    for path in paths:
        older = eager and path[:2] == _FIRST and path[2:3] and path[2] not in _OF_GRAPHS
        if not older and _is_of_first(tensorflow, path):
            return "tf1"
    imported = _modules(tree)
    plain = any(one != "tensorflow.compat.v1" and not _is_lesson(one) for one in imported)
    return "tf2" if plain else "tf1"


def _asks_for_numbers(tree: ast.Module) -> bool:
    """Say whether `.numpy()` is called, which tensors of a graph do not have."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(one, ast.Attribute) and one.attr == "numpy" for one in calls)


def _is_lesson(module: str) -> bool:
    return module.startswith(("tensorflow.examples", "tensorflow.contrib"))


def _modules(tree: ast.Module) -> set[str]:
    """Return what the script imports of TensorFlow and Keras, by dotted names."""
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {one if one == "tensorflow.compat.v1" else node.module for one in whole}
    return {one for one in found if one.split(".")[0] in ("tensorflow", "keras")}


def _names(tree: ast.Module) -> dict[str, Path]:
    """Return what the script calls TensorFlow and its parts: their paths below `tensorflow`."""
    names: dict[str, Path] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root, *below = alias.name.split(".")
                if root == "tensorflow":
                    path = tuple(below) if alias.asname else ()
                    names[alias.asname or root] = path
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            root, *below = node.module.split(".")
            if root == "tensorflow":
                for alias in node.names:
                    names[alias.asname or alias.name] = (*below, alias.name)
    return names


def _paths(tree: ast.Module, names: dict[str, Path]) -> Iterator[Path]:
    """Yield the path below `tensorflow` of each name that the script uses."""
    for node in ast.walk(tree):
        parts: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in names:
            yield (*names[inner.id], *reversed(parts))


def expect_names(tf: ModuleType) -> None:
    """Look up ahead which names TensorFlow has, which is the same for every script."""
    _names_of(tf)
    _names_of(tf.compat.v1)


@cache
def _names_of(module: ModuleType) -> frozenset[str]:
    return frozenset(dir(module))


def _is_of_first(tf: Any, path: Path) -> bool:
    """Say whether a name is there in TensorFlow 1 alone."""
    if path[:2] == _FIRST:
        path = path[2:]
        if path and path[0] in _OF_BOTH | _COMPUTED:
            return False
    if _GONE & {path[0] if path else "", ".".join(path[:2])}:
        return True
    first, second = tf.compat.v1, tf
    for name in path:
        if name not in _names_of(second):
            return name in _names_of(first)
        below = vars(second).get(name)
        if type(below) is not ModuleType:  # Keras would be imported to look further
            return False
        first, second = getattr(first, name, None), below
    return False
