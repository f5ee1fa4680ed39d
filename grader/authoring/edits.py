"""The small changes of a program that a check should notice, one syntax node at a time."""

import ast
import copy
from collections.abc import Iterator
from typing import Any

Change = tuple[ast.AST, ast.AST | None]

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
}
# Functions of the lessons, each with one that is easily taken for it.
_NEIGHBOURS = """
    add subtract, subtract add, multiply add, divide multiply, square abs, exp square,
    relu tanh, sigmoid tanh, softmax sigmoid, equal not_equal, zeros ones, ones zeros,
    reduce_mean reduce_sum, reduce_sum reduce_mean, reduce_max reduce_min, argmax argmin,
    minimize compute_gradients, validation test, images labels
"""
_FUNCTIONS = dict(pair.split() for pair in _NEIGHBOURS.split(","))
_COMMUTATIVE = ("add", "multiply", "maximum", "minimum", "equal", "not_equal")


def changes(node: ast.AST) -> Iterator[Change]:
    """Yield (old, new) for each change of `node` itself; new is None for a dropped statement."""
    match node:
        case ast.BinOp():
            yield from _binary(node)
        case ast.Call():
            yield from _call(node)
        case ast.Attribute(attr=name) if name in _FUNCTIONS:
            yield node, _with(node, attr=_FUNCTIONS[name])
        case ast.Constant():
            yield from _constant(node)
        case ast.Expr(value=ast.Call()):
            yield node, None
        case ast.Compare(ops=[ast.Eq()]):
            yield node, _with(node, ops=[ast.NotEq()])


def _binary(node: ast.BinOp) -> Iterator[Change]:
    other = _OPERATORS.get(type(node.op))
    if other is not None:
        yield node, _with(node, op=other())
    if isinstance(node.op, ast.MatMult | ast.Sub | ast.Div | ast.Pow):
        yield node, _with(node, left=node.right, right=node.left)
    yield node, node.left
    yield node, node.right


def _call(node: ast.Call) -> Iterator[Change]:
    first = node.args[:1]
    if first and not isinstance(first[0], ast.Starred):
        yield node, first[0]
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if (
        len(node.args) >= 2
        and name not in _COMMUTATIVE
        and ast.dump(node.args[0]) != ast.dump(node.args[1])
    ):
        yield node, _with(node, args=[node.args[1], node.args[0], *node.args[2:]])
    named = [keyword for keyword in node.keywords if keyword.arg]
    if len(named) >= 2 and not _same(named[0].value, named[1].value):
        one, two = named[0], named[1]
        swapped = [_with(one, value=two.value), _with(two, value=one.value), *named[2:]]
        yield node, _with(node, keywords=swapped)
    for keyword in named:
        yield node, _with(node, keywords=[other for other in named if other is not keyword])


def _same(one: ast.expr, two: ast.expr) -> bool:
    """Say whether two constants are equal, as 1 and True are: exchanged they change nothing."""
    match one, two:
        case ast.Constant(value=first), ast.Constant(value=second):
            return bool(first == second)
    return False


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield node, ast.Constant(not value)
    elif isinstance(value, int):
        yield node, ast.Constant(value + 1 if value != 1 else 0)
    elif isinstance(value, float):
        yield node, ast.Constant(2.0 * value if value else 1.0)


def _with(node: Any, **fields: Any) -> Any:
    """Return a copy of a node with other fields."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new
