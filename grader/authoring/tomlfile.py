"""exercise.toml written again: what the standard library reads but does not write."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.authoring.texts import quoted

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dump(data: Mapping[str, Any]) -> str:
    """Return TOML for strings, numbers, lists, tables and lists of tables; None is left out."""
    plain = {key: value for key, value in data.items() if not _tables(value)}
    lines = list(_assignments(plain))
    for key, value in data.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *_assignments(value)]
        elif _tables(value):
            for table in value:
                lines += ["", f"[[{key}]]", *_assignments(table)]
    return "\n".join(lines) + "\n"


def _tables(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(one, Mapping) for one in value)
    )


def _assignments(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if value is not None:
            yield f"{key if _BARE.fullmatch(key) else quoted(key)} = {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case int() | float():
            return repr(value)
        case Mapping():
            given = ((key, one) for key, one in value.items() if one is not None)
            inner = ", ".join(f"{quoted(key)} = {_value(one)}" for key, one in given)
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            return f"[{', '.join(map(_value, value))}]"
