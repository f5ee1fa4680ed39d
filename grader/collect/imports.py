"""The Python files beside a script: imported like the script itself, in whatever way.

`import mylib`, `__import__("1-create_layer")` and `importlib` all end at Python's own loader of
source files. It is told here what to do with those that were handed in: they see the lessons'
imports as the script does, and their lines are known by the names that the student gave them.
"""

import linecache
import os
from collections.abc import Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.collect.parts import Part


def serve(parts: Sequence[Part], scratch: str, names: dict[str, Any]) -> None:
    """Write the parts into the script's folder, and let them be imported.

    names: the builtins of every module that is imported from there.
    """
    folder = os.path.realpath(scratch)
    for part in parts:
        Path(folder, part.name).write_bytes(part.source)
    known = {os.path.join(folder, part.name): part for part in parts}
    usual = SourceFileLoader.exec_module

    def exec_module(loader: SourceFileLoader, module: ModuleType) -> None:
        part = known.get(os.path.realpath(loader.path))
        if part is None:
            usual(loader, module)
        else:
            run(module, part.source, part.shown, names)

    SourceFileLoader.exec_module = exec_module  # type: ignore[method-assign,assignment]


def run(module: ModuleType, source: bytes, shown: str, names: dict[str, Any]) -> None:
    """Run a source as a module; tracebacks show its lines under the name `shown`."""
    text = source.decode("utf-8", "replace")
    linecache.cache[shown] = (len(text), None, [f"{line}\n" for line in text.split("\n")], shown)
    vars(module)["__builtins__"] = names
    exec(compile(source, shown, "exec", dont_inherit=True), vars(module))  # noqa: S102
