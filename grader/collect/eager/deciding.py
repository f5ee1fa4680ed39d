"""Where a script's own Python decides by numbers that tensors gave, which no graph shows."""

import ast
from collections.abc import Iterable, Iterator

from grader.collect.claims import Gap
from grader.collect.eager.values import Reading

_READS = {"float", "int", "item", "numpy"}
_LARGEST = ("max", "min")
_IDLE = (ast.Break, ast.Continue, ast.Pass)


def decisions(source: str, readings: Iterable[Reading]) -> Iterator[Gap]:
    """Yield the places, each with its line. An `if` that only prints or ends a loop is none.

    What is computed with `max` or `min` of such a number is one.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    lines = {one.line for one in readings}
    held = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _reads(node.value, lines)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for line in sorted({one.lineno for one in _tests(tree) if _uses(one, held, lines)}):
        yield Gap("number", line)


def _tests(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not _ends_here(node):
            yield node.test
        elif isinstance(node, ast.comprehension):
            yield from node.ifs
        elif isinstance(node, ast.BinOp):
            yield from filter(_is_largest, (node.left, node.right))


def _is_largest(value: ast.expr) -> bool:
    """Say whether it is the larger, or smaller, of numbers: `max(norm, 1.0)`."""
    called = value.func if isinstance(value, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in _LARGEST


def _uses(test: ast.expr, held: set[str], lines: set[int]) -> bool:
    """Say whether a test reads a number itself, or takes one that a name holds."""
    names = {one.id for one in ast.walk(test) if isinstance(one, ast.Name)}
    return bool(names & held) or _reads(test, lines)


def _ends_here(node: ast.If | ast.While | ast.IfExp) -> bool:
    """Say whether nothing is computed in the ways that an `if` may go."""
    return isinstance(node, ast.If) and all(map(_is_idle, [*node.body, *node.orelse]))


def _is_idle(node: ast.stmt) -> bool:
    """Say whether a statement computes nothing that is used: it prints, or leaves a loop."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return isinstance(node.value.func, ast.Name) and node.value.func.id == "print"
    return isinstance(node, _IDLE)


def _reads(value: ast.expr, lines: set[int]) -> bool:
    """Say whether a number is taken from what may be a tensor, on a line where one was read."""
    if not lines & {*range(value.lineno, (value.end_lineno or value.lineno) + 1)}:
        return False
    calls = (one.func for one in ast.walk(value) if isinstance(one, ast.Call))
    names = (
        one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls
    )
    return any(name in _READS for name in names)
