"""Functions that a script names or defines, and never calls: forgotten brackets raise no error."""

import ast
from typing import Any

from grader.collect.claims import MAX_UNCALLED, Uncalled
from grader.collect.nearness import brackets
from grader.collect.place import FUNCTIONS, Place
from grader.foundation.syntax import statements
from grader.foundation.text import encodable

_LENGTH = 120


def uncalled(source: str, scope: dict[str, Any]) -> tuple[Uncalled, ...]:
    """Return the statements that are a function's name alone, and functions that nothing uses.

    A function that is printed is not used by that.

    scope: what the script's names mean in the end.
    """
    try:
        tree = ast.parse(source)
        place = Place(source, 0, (tree,), tree, scope)
        return (*_named(tree, place), *_defined(tree))[:MAX_UNCALLED]
    except BaseException:  # names of the student's may be anything
        return ()


def _named(tree: ast.Module, place: Place) -> list[Uncalled]:
    found = []
    for node in statements(tree):
        match node:
            case ast.Expr(value=ast.Name() | ast.Attribute() as name):
                known, value = place.known(name)
                if known and isinstance(value, FUNCTIONS):
                    text = encodable(place.text(name))[:_LENGTH]
                    found.append(Uncalled(node.lineno, text, text + brackets(value)))
    return found


def _defined(tree: ast.Module) -> list[Uncalled]:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    if not functions:
        return []
    printed = {id(one) for node in ast.walk(tree) for one in _printed(node)}
    read = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in printed
    }
    found = []
    for node in functions:
        if node.name not in read:
            name, given = node.name[:_LENGTH], node.args.posonlyargs or node.args.args
            call = f"{name}(…)" if given else f"{name}()"
            found.append(Uncalled(node.lineno, name, call, defined=True))
    return found


def _printed(node: ast.AST) -> list[ast.expr]:
    """Return what a call of `print` shows: a function that is shown is not called by that."""
    match node:
        case ast.Call(func=ast.Name(id="print"), args=shown):
            return shown
    return []
