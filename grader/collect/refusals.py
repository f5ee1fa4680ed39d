"""Statements that would start another program: which they are, and what is run after them."""

import ast

from grader.collect.stops import Failure


def is_refused(failure: Failure) -> bool:
    """Say whether a statement raised because the grader starts no other programs."""
    return failure.clues.role == "program"


def needs(failure: Failure, names: set[str]) -> bool:
    """Say whether a statement only lacks a name that one which was not run would have bound."""
    return failure.type == "NameError" and failure.clues.missing in names


def line_of_module(failure: Failure, name: str) -> int:
    """Return the line of the file `name` whose statement raised; 0 if none of its own did."""
    for frame in failure.frames[:1]:
        if frame.function == "<module>" and frame.file == name:
            return frame.line
    return 0


def last_line(failure: Failure, name: str) -> int:
    """Return the innermost line of the file `name` at which that was."""
    return [frame.line for frame in failure.frames if frame.file == name][-1]


def bound_at(line: int, source: str) -> set[str]:
    """Return the names that the statement on a line would have bound."""
    stored = set[str]()
    for statement in ast.parse(source).body:
        if statement.lineno <= line <= (statement.end_lineno or 0):
            nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            stored |= {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    return stored


def below(tree: ast.Module, line: int) -> ast.Module:
    """Return a module without the statements that begin on a line or above."""
    tree.body = [one for one in tree.body if one.lineno > line or _is_future(one)]
    return tree


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
