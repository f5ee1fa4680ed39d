"""Python's syntax trees, in a process with several threads.

CPython counts how deep a tree is for all threads together: where the garbage collector lets another
thread go on while one builds a tree, both fail with a SystemError. So they take turns.
"""

import ast
import threading

_turn = threading.Lock()


def parse(source: str | bytes, name: str = "<unknown>") -> ast.Module:
    """Return the tree of a source text. Raises what `ast.parse` raises."""
    with _turn:
        return ast.parse(source, name)
