"""Helpers that the checks of several exercises import: `exercises/shared/`, beside the exercises.

Which of its modules a test file needs is read from its text; nothing is imported here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.foundation.errors import ExerciseFault
from grader.foundation.syntax import parse

SHARED = "shared"
_INIT = "__init__"


def shared_files(test_file: Path, exercises: Path) -> tuple[Path, ...]:
    """Return the modules in `exercises/shared` that a test file imports, and those that these do.

    Raises ExerciseFault for an import that names no module there, or for one that cannot be read.
    """
    folder = exercises / SHARED
    found: dict[Path, None] = {}
    waiting = [test_file]
    while waiting:
        importer = waiting.pop(0)
        for name in _modules(importer, folder):
            path = folder / f"{name}.py"
            if path in found:
                continue
            if path.is_file():
                found[path] = None
                waiting.append(path)
            elif name != _INIT:  # a package need not have this one
                problem = f"imports {SHARED}.{name}, but there is no file {SHARED}/{name}.py"
                raise ExerciseFault(importer, problem)
    return tuple(sorted(found))


def _modules(importer: Path, folder: Path) -> Iterator[str]:
    """Yield the names of the shared modules that a file imports."""
    raw = importer.read_bytes()
    inside = importer.parent == folder
    if SHARED.encode() not in raw and not inside:
        return
    try:
        tree = parse(raw, str(importer))
    except (SyntaxError, ValueError) as error:
        raise ExerciseFault(importer, f"cannot be read: {error}") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == SHARED:
                    yield _INIT
                    yield from alias.name.split(".")[1:2]
        elif isinstance(node, ast.ImportFrom):
            steps = (node.module or "").split(".") if node.module else []
            if node.level == 1 and inside:
                steps.insert(0, SHARED)
            elif node.level or steps[:1] != [SHARED]:
                continue
            yield _INIT
            yield from steps[1:2] or [
                one.name for one in node.names if _is_module(folder, one.name)
            ]


def _is_module(folder: Path, name: str) -> bool:
    """Say whether `from shared import NAME` means a module, not a name in shared/__init__.py."""
    return (folder / f"{name}.py").is_file() or not (folder / f"{_INIT}.py").is_file()
