"""Whether a script's own Python divides by rows that it counted: `total / len(x)`.

What is recorded is a number. One that the script fixed, as its `batch_size`, stays that number.
"""

import ast
from collections.abc import Iterator

_COUNTS = {"get_shape", "len", "num_examples", "shape", "size"}
_DIVIDES = {"div", "div_no_nan", "divide", "divide_no_nan", "truediv"}
_DIVISOR = "global_batch_size"


def divides_by_count(source: str) -> bool:
    """Say whether something is divided by what was counted, or by a name that holds it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    counted = set(_COUNTS)
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AugAssign):
            targets = [node.target]
        if isinstance(node, ast.Assign | ast.AugAssign) and _counted(node.value, _COUNTS):
            counted |= set[str]().union(*map(_names, targets))
    return any(_counted(divisor, counted) for divisor in _divisors(tree))


def _counted(tree: ast.expr, counts: set[str]) -> bool:
    """Say whether an expression is made of counts; of a number of batches, it is not."""
    parts = (node.op for node in ast.walk(tree) if isinstance(node, ast.BinOp))
    divided = any(isinstance(one, ast.Div | ast.FloorDiv) for one in parts)
    return not divided and not counts.isdisjoint(_names(tree))


def _divisors(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield node.right
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.value
        elif isinstance(node, ast.Call):
            given = {one.arg: one.value for one in node.keywords}
            if _names(node.func) & _DIVIDES:
                yield from [*node.args[1:2], *(given[one] for one in given if one == "y")]
            yield from (given[one] for one in given if one == _DIVISOR)


def _names(tree: ast.AST) -> set[str]:
    """Return the names in a piece of a script, and those of attributes."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
