"""Names that may have been meant: nearly spelt so, or in another part of TensorFlow."""

import difflib
import inspect
from collections.abc import Iterable
from types import ModuleType
from typing import Any

_NEAR, _AS_NEAR = 0.75, 0.03
_FEW = 3
# A name of so many letters that begins another one is taken for it.
_BEGINNING = 4
# Where lessons' functions are, the most likely place first.
_PLACES = (
    "", "nn", "train", "math", "losses", "layers", "initializers", "random", "image", "linalg",
    "metrics", "summary",
)  # fmt: skip


def nearest_of(name: str, names: Iterable[str]) -> list[str]:
    """Return at most three of `names` that are spelt like `name`, the likeliest first."""
    known = [one for one in names if type(one) is str and one != name]
    known = [one for one in known if one.startswith("_") == name.startswith("_")]
    same = [one for one in known if _plain(one) == _plain(name)]
    if same:
        return same[:_FEW]
    near = difflib.get_close_matches(name, known, _FEW, _NEAR)
    if near:
        best = difflib.SequenceMatcher(None, near[0], name).ratio() - _AS_NEAR
        return [one for one in near if difflib.SequenceMatcher(None, one, name).ratio() >= best]
    return sorted((one for one in known if _begins(name, one)), key=len)[:_FEW]


def elsewhere(name: str, owner: str, root: Any) -> list[str]:
    """Return where in TensorFlow a name is that its part `owner` has not, as it is written.

    root: what the first name in `owner` is. Of an object that is no part of TensorFlow: nowhere.
    """
    if not isinstance(root, ModuleType) or not root.__name__.startswith("tensorflow"):
        return []
    first = owner.partition(".")[0]
    for place in _PLACES:
        part = _part(root, place)
        spelt = f"{first}.{place}" if place else first
        if part is not None and spelt != owner and name in dir(part):
            return [f"{spelt}.{name}"]
    part = _part(root, owner.partition(".")[2])
    return [f"{owner}.{one}" for one in nearest_of(name, dir(part))] if part is not None else []


def parameters(function: Any) -> list[str]:
    """Return the names of a function's parameters, none if they are not known."""
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return []
    if any(one.kind is one.VAR_KEYWORD for one in found):
        return []
    return [one.name for one in found if one.kind is not one.VAR_POSITIONAL]


def brackets(function: Any) -> str:
    """Return the brackets that a call of a function has: with something in them, if it must be."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return "()"
    plain = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return "(…)" if any(one.kind in plain and one.default is one.empty for one in found) else "()"


def _part(root: Any, path: str) -> Any:
    part = root
    for name in path.split(".") if path else ():
        part = getattr(part, name, None)
    return part


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def _begins(name: str, other: str) -> bool:
    shorter, longer = sorted((name.lower(), other.lower()), key=len)
    return len(shorter) >= _BEGINNING and longer.startswith(shorter)
