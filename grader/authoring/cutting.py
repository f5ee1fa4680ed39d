"""A test file without its secret checks, and without what only they use."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class _Part:
    """One statement of the module: its lines with the comment above, what it binds and uses."""

    node: ast.stmt
    text: str
    binds: frozenset[str]
    uses: frozenset[str]


def cut(source: str, secret: Collection[str], headline: str) -> str:
    """Return the test file without the checks named in `secret`.

    Kept are the other checks and, of helpers, constants and imports, what they use. The module's
    docstring, which may speak of all checks, becomes `headline`.
    """
    functions = {f"test_{name}" for name in secret}
    text = _without_dependence(source, secret)
    parts = [part for part in _parts(text) if not part.binds & functions]
    kept = _reached(parts)
    used = frozenset().union(*(part.uses for part in kept))
    texts = [f'"""{headline}"""\n']
    for part in kept:
        if isinstance(part.node, ast.Import | ast.ImportFrom):
            texts.append(_import(part, used))
        else:
            texts.append(part.text)
    return _layout(kept, texts)


def _parts(source: str) -> Iterator[_Part]:
    lines = source.splitlines(keepends=True)
    fixtures = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    for number, node in enumerate(ast.parse(source).body):
        if number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        decorators = node.decorator_list if isinstance(node, _DEFINITIONS) else []
        first = min([node.lineno, *(one.lineno for one in decorators)]) - 1
        while first and lines[first - 1].startswith("#"):
            first -= 1
        text = "".join(lines[first : node.end_lineno])
        yield _Part(node, text, frozenset(_bound(node)), frozenset(_used(node, fixtures)))


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds in the module."""
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).split(".")[0]
    else:
        for child in ast.walk(node):
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                yield child.id


def _used(node: ast.stmt, fixtures: Collection[str]) -> Iterator[str]:
    """Yield the names that a statement needs from the module; fixtures are named by parameters."""
    local: set[str] = set()
    if isinstance(node, ast.FunctionDef):
        parameters = [one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)]
        yield from (name for name in parameters if name in fixtures)
        local = set(parameters)
        for child in ast.walk(node):
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                local.add(child.id)
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and child.id not in local:
            yield child.id


def _reached(parts: list[_Part]) -> list[_Part]:
    """Return the parts that checks, automatic fixtures and plain statements lead to, in order."""
    waiting = [part for part in parts if _is_root(part.node)]
    kept = set(waiting)
    while waiting:
        part = waiting.pop()
        for other in parts:
            if other not in kept and other.binds & part.uses:
                kept.add(other)
                waiting.append(other)
    return [part for part in parts if part in kept]


def _is_root(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        automatic = any("autouse" in ast.unparse(one) for one in node.decorator_list)
        return automatic or node.name.startswith("test_")
    bindings = (ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    return not isinstance(node, bindings)


def _import(part: _Part, used: Collection[str]) -> str:
    node = part.node
    assert isinstance(node, ast.Import | ast.ImportFrom)
    names = [one for one in node.names if (one.asname or one.name).split(".")[0] in used]
    if len(names) == len(node.names):
        return part.text
    node.names = names
    return ast.unparse(node) + "\n"


def _layout(kept: list[_Part], texts: list[str]) -> str:
    """Join the texts as they stand apart in a tidy module."""
    pieces = [texts[0]]
    before: ast.stmt | None = None
    for part, text in zip(kept, texts[1:], strict=True):
        apart = isinstance(part.node, _DEFINITIONS) or isinstance(before, _DEFINITIONS)
        same = type(before) is type(part.node) or before is None
        pieces.append(("\n\n" if apart else "" if same and before else "\n") + text)
        before = part.node
    return "".join(pieces)


def _without_dependence(source: str, secret: Collection[str]) -> str:
    """Return the source in which no check is `after` a secret one."""
    raw = source.encode().splitlines(keepends=True)
    for node in ast.parse(source).body:
        for decorator in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
                if keyword.arg == "after":
                    _replace(raw, keyword.value, secret)
    return b"".join(raw).decode()


def _replace(raw: list[bytes], value: ast.expr, secret: Collection[str]) -> None:
    """Replace a tuple of names, in place, by those that stay; line numbers stay as they are."""
    names = ast.literal_eval(value)
    left = tuple(name for name in names if name not in secret)
    if left == tuple(names):
        return
    assert value.end_lineno is not None
    first, last = value.lineno - 1, value.end_lineno - 1
    tail = raw[last][value.end_col_offset :]
    raw[first] = raw[first][: value.col_offset] + repr(left).encode() + tail
    for number in range(first + 1, last + 1):
        raw[number] = b""
