"""`get_ipython()` where no notebook runs: an object whose methods do nothing, or run Python.

A script that a notebook was exported as calls them for its magics.
"""

import ast
import re
import sys
from types import FrameType
from typing import Any

_PYTHON = re.compile(r"time|timeit|capture|prun|python3?|grade|debug")
_PLACES = ("lineno", "end_lineno", "col_offset", "end_col_offset")


class Shell:
    """Stands for IPython's shell. What its magics would run as Python is run, nothing else."""

    def run_line_magic(self, magic_name: str, line: str = "", *_: Any, **__: Any) -> None:
        """Run what `%time` would."""
        if magic_name == "time" and line.strip():
            _run(line, sys._getframe(1))

    def run_cell_magic(self, magic_name: str, line: str, cell: str = "", *_: Any) -> None:
        """Run a cell of Python, and no other."""
        if _PYTHON.fullmatch(magic_name):
            _run(cell, sys._getframe(1))

    def run_cell(self, raw_cell: str, *_: Any, **__: Any) -> None:
        """Run a cell of Python."""
        _run(raw_cell, sys._getframe(1))

    ex = run_cell

    def getoutput(self, *_: Any, **__: Any) -> list[str]:
        """Return what a command would print: nothing."""
        return []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Nothing()


class Nothing:
    """Whatever else is asked of the shell: it can be called, and asked again."""

    def __call__(self, *_: Any, **__: Any) -> "Nothing":
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self

    def __bool__(self) -> bool:
        return False


def get_ipython() -> Shell:
    """Return the object that stands for the shell."""
    return Shell()


def _run(text: str, caller: FrameType) -> None:
    """Run Python in the module of the caller; its line is that of each statement."""
    name = caller.f_code.co_filename
    tree = ast.parse(text, name)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        show = ast.Name("__show__", ast.Load())
        tree.body[-1] = ast.Expr(ast.Call(show, [last.value], []))
    ast.fix_missing_locations(tree)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            for place in _PLACES:
                setattr(node, place, caller.f_lineno if "lineno" in place else 0)
    exec(compile(tree, name, "exec", dont_inherit=True), caller.f_globals)  # noqa: S102
