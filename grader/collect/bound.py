"""What the script binds inside its own functions and objects: names that are not global.

`watched` adds to each function of the script one call that is made when it ends, with its local
names, and one through which its result passes. That costs nothing in TensorFlow's own functions,
which a profiler would slow down. A name counts where it was bound last; a function that is still at
work comes after those that have ended.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType, SimpleNamespace
from typing import Any

from grader.foundation.syntax import statements

HOOK = "__graphgrade_bound__"
RETURN_HOOK = "__graphgrade_returned__"
_MOST_FUNCTIONS = 500
_DEPTH = 2
_FEW = 64


def watched(tree: ast.Module) -> ast.Module:
    """Return the module with a call of HOOK at the end of each function, and of RETURN_HOOK."""
    functions = [
        node
        for node in statements(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for function in functions:
        _watch(function)
    return ast.fix_missing_locations(tree) if functions else tree


def _watch(function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    body = function.body
    first = 1 if _is_text(body[0]) else 0
    if first == len(body):
        return
    for node in _returns(function):
        arguments = [ast.Constant(function.name), node.value]
        passed = ast.Call(ast.Name(RETURN_HOOK, ast.Load()), arguments, [])
        node.value = ast.copy_location(passed, node.value)
    call = ast.parse(f"{HOOK}({function.name!r}, {function.lineno}, locals())").body
    for node in ast.walk(call[0]):
        if isinstance(node, ast.expr | ast.stmt):
            node.lineno = node.end_lineno = body[-1].end_lineno or function.lineno
            node.col_offset = node.end_col_offset = 0
    held = ast.Try(body=body[first:], handlers=[], orelse=[], finalbody=call)
    function.body = [*body[:first], ast.copy_location(held, body[first])]


def _returns(function: ast.AST) -> Iterator[Any]:
    """Yield the statements by which a function itself returns something."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield node
        elif not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
        ):
            yield from _returns(node)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


@dataclass(frozen=True)
class Place:
    """Names that are bound in one place, which `where` says in words."""

    where: str
    names: dict[str, Any]


@dataclass
class Bound:
    """Keeps what the script's functions held when they last ended, the latest at the end."""

    filename: str
    _ended: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    _returned: dict[str, Any] = field(default_factory=dict)

    def end(self, name: str, line: int, names: dict[str, Any]) -> None:
        """Take the local names of a function that ends."""
        self._ended.pop((name, line), None)
        if len(self._ended) < _MOST_FUNCTIONS:
            self._ended[name, line] = names

    def returned(self, name: str, value: Any) -> Any:
        """Take, and return, what a function returns, if that is of a graph."""
        try:
            if len(self._returned) < _MOST_FUNCTIONS and _is_of_graph(value):
                self._returned[name] = value
        except BaseException:  # noqa: S110 - an object that raises from anything is no tensor
            pass
        return value

    def inside(self) -> dict[str, Any]:
        """Return what names meant in functions that have ended, of two in the latest."""
        return {name: value for held in self._ended.values() for name, value in held.items()}

    def places(self, module_globals: dict[str, Any]) -> list[Place]:
        """Return the places that bind names now, in the order in which they were bound.

        Results, which go by the names of their functions, come before all others.
        """
        found = [Place("", module_globals)]
        found += [Place(f"`{name}()`", names) for (name, _), names in self._ended.items()]
        found += [Place(f"`{name}()`", names) for name, names in self._at_work()]
        inside = [one for place in found for one in _inside(place, _DEPTH)]
        results = [Place(f"`{name}()`", {name: one}) for name, one in self._returned.items()]
        return [*results, *inside, *found[1:]]

    @staticmethod
    def held_in(names: dict[str, Any], where: str) -> list[Place]:
        """Return names as a place, and the places that its objects are."""
        whole = Place(where, names)
        return [*_inside(whole, _DEPTH), whole]

    def _at_work(self) -> list[tuple[str, dict[str, Any]]]:
        """Return name and locals of the script's functions that are running, outermost first."""
        found = []
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if code.co_filename == self.filename and code.co_name != "<module>":
                found.append((code.co_name, dict(frame.f_locals)))
            frame = frame.f_back
        return found[::-1]


def _inside(place: Place, depth: int) -> Iterator[Place]:
    """Yield what the objects, dictionaries and named tuples of a place bind."""
    for name, value in list(place.names.items())[:1_000]:
        if type(name) is not str or name.startswith("_"):
            continue
        try:
            held = _held(value)
        except BaseException:  # noqa: S112 - an object that raises from anything holds nothing
            continue
        if held:
            among = f" in {place.where}" if place.where else ""
            found = Place(f"`{name}`{among}", held)
            yield found
            if depth > 1:
                yield from _inside(found, depth - 1)


def _is_computed(value: Any) -> bool:
    """Say whether a value is a tensor: a dictionary of variables alone is one answer, no model."""
    return hasattr(value, "op") and not hasattr(value, "initializer")


def _is_of_graph(value: Any, depth: int = _DEPTH) -> bool:
    """Say whether a value is a tensor, a variable or an operation, or holds nothing else.

    Only classes are looked at: the script's own `__getattr__`, which the answer would call, ends
    in this question again.
    """
    if type(value) in (dict, list, tuple):
        few = list(value.values() if type(value) is dict else value)[:_FEW]
        return bool(few) and depth > 0 and all(_is_of_graph(one, depth - 1) for one in few)
    kind = type(value)
    eager = _has(kind, "numpy") and _has(kind, "dtype")
    return eager or _has(kind, "op") or _has(kind, "op_def")


def _has(kind: type, name: str) -> bool:
    """Say whether a class or one above it binds a name; nothing of the script's own is called."""
    above: tuple[type, ...] = type.__getattribute__(kind, "__mro__")
    return any(name in type.__getattribute__(one, "__dict__") for one in above)


def _held(value: Any) -> dict[str, Any]:
    """Return the names that an object of the script binds, nothing for any other value."""
    if type(value) is dict:
        few = dict(list(value.items())[:_FEW])
        return few if any(map(_is_computed, few.values())) else {}
    kind = value if type(value) is type else type(value)
    if type(kind) is not type:  # an enumeration, or whatever a metaclass makes
        return {}
    if issubclass(kind, tuple):
        return dict(zip(getattr(kind, "_fields", ()), value, strict=False))
    if kind.__module__ != "__main__" and kind is not SimpleNamespace:
        return {}
    own = type.__getattribute__(value, "__dict__") if kind is value else value.__dict__
    return {name: own[name] for name in list(own)[:_FEW] if not name.startswith("_")}
