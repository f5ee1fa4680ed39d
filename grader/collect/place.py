"""The place in a script at which it stopped: its text, its syntax and what names mean there."""

import ast
import builtins
import linecache
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import (
    BuiltinFunctionType,
    FrameType,
    FunctionType,
    MethodType,
    ModuleType,
    TracebackType,
)
from typing import Any

FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, type)
_KINDS = {
    "bool": "number",
    "int": "number",
    "float": "number",
    "str": "text",
    "ndarray": "array",
    "Session": "session",
    "InteractiveSession": "session",
    "RefVariable": "variable",
    "ResourceVariable": "variable",
}


@dataclass(frozen=True)
class Place:
    """Where a script stopped: its text, the part of it that failed, and what names mean there.

    parts: the expressions of the statement, without those of statements inside it.
    """

    source: str
    line: int
    parts: tuple[ast.AST, ...]
    failed: ast.AST
    scope: dict[str, Any]

    def text(self, node: ast.AST) -> str:
        """Return a part of the script as it is written, in one line."""
        return " ".join((ast.get_source_segment(self.source, node) or "").split())

    def nodes(self) -> Iterator[ast.AST]:
        """Yield all nodes of the statement."""
        for part in self.parts:
            yield from ast.walk(part)

    def value(self, node: ast.AST) -> Any:
        """Return what a name, attribute or element of the script's is; raise if it is not there."""
        match node:
            case ast.Name(id=name):
                return self.scope[name]
            case ast.Attribute(value=owner, attr=name):
                return getattr(self.value(owner), name)
            case ast.Subscript(value=owner, slice=ast.Constant(value=key)):
                return self.value(owner)[key]
        raise LookupError("neither name, attribute nor element")

    def known(self, node: ast.AST) -> tuple[bool, Any]:
        """Return whether a part has a value that can be looked up, and the value."""
        try:
            return True, self.value(node)
        except Exception:
            return False, None

    def of_kind(self, kind: str) -> list[str]:
        """Return the script's own names of what is of a kind."""
        return [name for name, value in self.own() if kind_of(value) == kind]

    def own(self) -> Iterator[tuple[str, Any]]:
        """Yield the names that the script bound, builtins left out."""
        for name, value in self.scope.items():
            if type(name) is str and not name.startswith("__") and name not in vars(builtins):
                yield name, value


def kind_of(value: Any) -> str:
    """Return what a value is, in a word."""
    name: str = type.__dict__["__name__"].__get__(type(value))
    if value is None:
        return "None"
    if isinstance(value, FUNCTIONS):
        return "function"
    if isinstance(value, ModuleType):
        return "module"
    if name == "SymbolicTensor":
        placeholder = str(value.op.type).startswith("Placeholder")
        return "placeholder" if placeholder else "tensor"
    return _KINDS.get(name, name)


def place_of(traceback: TracebackType | None, filename: str) -> Place | None:
    """Return where a traceback last stood in the file `filename`, None if it never did."""
    found: TracebackType | None = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            found = traceback
        traceback = traceback.tb_next
    if found is None:
        return None
    source = "".join(linecache.getlines(filename))
    line = found.tb_lineno or 0
    statement = _statement(ast.parse(source), line)
    if statement is None:
        return None
    below = [one for one in ast.iter_child_nodes(statement) if not isinstance(one, ast.stmt)]
    parts = tuple(below) if hasattr(statement, "body") else (statement,)
    positions = list(found.tb_frame.f_code.co_positions())[found.tb_lasti // 2]
    return Place(source, line, parts, _failed(parts, positions) or parts[0], _scope(found.tb_frame))


def _scope(frame: FrameType) -> dict[str, Any]:
    return {**frame.f_builtins, **frame.f_globals, **frame.f_locals}


def _statement(tree: ast.Module, line: int) -> ast.stmt | None:
    """Return the innermost statement on a line."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return min(found, key=lambda one: (one.end_lineno or 0) - one.lineno, default=None)


def _failed(parts: Sequence[ast.AST], positions: tuple[int | None, ...]) -> ast.expr | None:
    """Return the smallest expression that holds everything between two positions."""
    line, end_line, column, end_column = (one or 0 for one in positions)
    found = [
        node
        for part in parts
        for node in ast.walk(part)
        if isinstance(node, ast.expr)
        and (node.lineno, node.col_offset) <= (line, column)
        and (end_line, end_column) <= (node.end_lineno or 0, node.end_col_offset or 0)
    ]
    # `walk` goes from the outside to the inside: of equal ones the inner one is the last.
    return found[-1] if found else None
