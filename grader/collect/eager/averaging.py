"""Where a script computes a share of right answers with NumPy, which no graph can follow."""

import ast
from collections.abc import Iterator

from grader.collect.claims import MAX_GAPS, Gap

_MEANS = ("average", "count_nonzero", "mean", "nanmean", "sum")
_EQUAL = ("array_equal", "equal")
_MODULES = ("np", "numpy")
_WHOLE = "accuracy_score"
_MOST = 60


def with_shares(gaps: tuple[Gap, ...], source: str) -> tuple[Gap, ...]:
    """Return gaps with those of the shares that a script computes so."""
    return (*gaps, *averages(source))[:MAX_GAPS]


def averages(source: str) -> Iterator[Gap]:
    """Yield each line where what is averaged by NumPy is whether values are equal."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    equal = {name for node in ast.walk(tree) for name in _bound_to_equal(node)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = {call.lineno: call for call in calls if _is_share(call, equal)}
    for line, call in sorted(found.items()):
        yield Gap("share", line, ast.unparse(call.func)[:_MOST])


def _is_share(call: ast.Call, equal: set[str]) -> bool:
    function = call.func
    if (function.id if isinstance(function, ast.Name) else "") == _WHOLE:
        return True
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr == _WHOLE:
        return True
    of_numpy = isinstance(function.value, ast.Name) and function.value.id in _MODULES
    if function.attr not in _MEANS:
        return False
    if of_numpy:
        return bool(call.args) and _says_equal(call.args[0], equal)
    return _says_equal(function.value, equal)  # `(a == b).mean()`


def _bound_to_equal(node: ast.AST) -> Iterator[str]:
    """Yield the names that hold whether values are equal, by NumPy or by Python's `==`."""
    if isinstance(node, ast.Assign) and _says_equal(node.value, set()):
        yield from (one.id for one in node.targets if isinstance(one, ast.Name))


def _says_equal(node: ast.expr, equal: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in equal
    if isinstance(node, ast.Compare):
        return isinstance(node.ops[0], ast.Eq | ast.NotEq)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "astype":
        return _says_equal(node.func.value, equal)
    owner = node.func.value
    return node.func.attr in _EQUAL and isinstance(owner, ast.Name) and owner.id in _MODULES
