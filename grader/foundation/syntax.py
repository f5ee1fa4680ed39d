"""Python's syntax trees, in a process with several threads.

CPython counts how deep a tree is for all threads together: where the garbage collector lets another
thread go on while one builds a tree, both fail with a SystemError. So they take turns.
"""

import ast
import threading
from collections.abc import Iterator

_turn = threading.Lock()


def parse(source: str | bytes, name: str = "<unknown>") -> ast.Module:
    """Return the tree of a source text. Raises what `ast.parse` raises."""
    with _turn:
        return ast.parse(source, name)


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield every statement of a tree, outer ones first, without a look at any expression."""
    waiting: list[ast.AST] = [tree]
    for node in waiting:
        if isinstance(node, ast.stmt):
            yield node
        for name in ("body", "handlers", "orelse", "finalbody", "cases"):
            found = getattr(node, name, ())
            if isinstance(found, list):  # an expression's `body` and `orelse` are no lists
                waiting.extend(found)
