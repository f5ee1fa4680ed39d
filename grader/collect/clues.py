"""What the names on the line meant at which a script stopped, looked up in its own process.

An exception's message says what Python could not do. Why, the line's names tell: one that is nearly
spelt so, one that gets its value further down, a function that was never called.
"""

import ast
import builtins
from typing import Any

from grader.collect.nearness import brackets, elsewhere, nearest_of, parameters
from grader.collect.place import FUNCTIONS, Place, kind_of, place_of
from grader.collect.programs import program
from grader.collect.stops import Clues, Role
from grader.foundation.text import encodable

_MOST, _LENGTH = 20, 120
_OF_SESSIONS = ("run", "close", "as_default", "graph")
_OF_FILES = ("file", "path", "name", "ckpt")


def clues(error: BaseException, filename: str) -> Clues:
    """Return what is known of the line of `filename` at which an exception was raised.

    Objects of the student's may raise from whatever they are asked; then nothing is known.
    """
    try:
        place = place_of(error.__traceback__, filename)
        return _sendable(_told(error, place)) if place else Clues()
    except BaseException:
        return Clues()


def _told(error: BaseException, place: Place) -> Clues:
    calls = [node for node in place.nodes() if isinstance(node, ast.Call)]
    around = [node for node in calls if any(one is place.failed for one in ast.walk(node))]
    call = around[-1] if around else None  # the innermost one, perhaps the failed part itself
    found: dict[str, Any] = {"names": _names(place), "uncalled": _uncalled(place)}
    if call is not None:
        found["call"] = place.text(call.func)
    match error:
        case OSError():
            refused, command = program(error, place, call)
            found |= {"role": "program", "missing": command} if refused else {}
        case NameError():
            found |= _of_name(getattr(error, "name", None) or "", place)
        case AttributeError():
            found |= _of_attribute(error, place)
        case KeyError():
            found |= _of_key(error, place)
        case TypeError() if call is not None:
            found |= _of_argument(call, place)
    return Clues(**found)


def _of_name(name: str, place: Place) -> dict[str, Any]:
    own = [one for one, _ in place.own()]
    lower = [one for one in vars(builtins) if one.lower() == name.lower()]
    role = _role(name, place)
    kinds = {"session": "session", "feed": "placeholder"}
    there = tuple(place.of_kind(kinds[role])) if role in kinds else ()
    near = (*lower, *nearest_of(name, own))
    below = _bound_below(name, place)
    return {"missing": name, "near": near, "there": there, "below": below, "role": role}


def _role(name: str, place: Place) -> Role:
    """Say what a name stands for that has no value."""
    for node in place.nodes():
        match node:
            case ast.Subscript(slice=ast.Name(id=found)) if found == name:
                return "key"
            case ast.keyword(arg="name", value=ast.Name(id=found)) if found == name:
                return "text"
            case ast.Attribute(value=ast.Name(id=found), attr=attribute) if found == name:
                if attribute in _OF_SESSIONS:
                    return "session"
                if attribute in _OF_FILES:
                    return "text"
            case ast.Call(
                func=ast.Attribute(attr="save" | "restore"), args=[ast.Name(id=found), *_]
            ):
                if found == name:
                    return "session"
            case ast.Dict(keys=keys) if any(
                isinstance(key, ast.Name) and key.id == name for key in keys
            ):
                return "feed"
    return ""


def _bound_below(name: str, place: Place) -> int:
    """Return the first line below at which a name gets a value, 0 if there is none."""
    lines = []
    for node in ast.walk(ast.parse(place.source)):
        stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name
        defined = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        if stored or defined:
            lines.append(node.lineno)  # type: ignore[attr-defined]
    return min((line for line in lines if line > place.line), default=0)


def _of_attribute(error: AttributeError, place: Place) -> dict[str, Any]:
    name = error.name or ""
    owners = [
        node for node in place.nodes() if isinstance(node, ast.Attribute) and node.attr == name
    ]
    if not owners:  # it is TensorFlow's own line that asks
        return {}
    owner = place.text(owners[0].value)
    root = place.scope.get(owner.partition(".")[0])
    near = elsewhere(name, owner, root) or nearest_of(name, dir(error.obj))
    return {"missing": name, "owner": owner, "near": tuple(near)}


def _of_key(error: KeyError, place: Place) -> dict[str, Any]:
    key = error.args[0] if error.args else None
    for node in (*ast.walk(place.failed), *place.nodes()):
        if not isinstance(node, ast.Subscript):
            continue
        found, value = place.known(node.value)
        if found and isinstance(value, dict) and key not in value:
            there = [repr(one) for one in value]
            near = nearest_of(repr(key), there)
            owner = place.text(node.value)
            return {
                "missing": repr(key), "owner": owner, "near": tuple(near), "there": tuple(there),
            }  # fmt: skip
    return {}


def _of_argument(call: ast.Call, place: Place) -> dict[str, Any]:
    found, function = place.known(call.func)
    there = parameters(function) if found else []
    given = [one.arg for one in call.keywords if one.arg]
    wrong = [name for name in given if there and name not in there]
    near = nearest_of(wrong[0], there) if wrong else []
    return {"missing": (wrong or [""])[0], "near": tuple(near), "there": tuple(there)}


def _names(place: Place) -> dict[str, str]:
    """Return what each name, and each element by its number or key, on the line is."""
    found = {}
    for node in (*ast.walk(place.failed), *place.nodes()):
        if isinstance(node, ast.Name | ast.Subscript):
            known, value = place.known(node)
            if known and kind_of(value) not in ("module", "function"):
                found[place.text(node)] = kind_of(value)
    return found


def _uncalled(place: Place) -> dict[str, str]:
    """Return the functions that stand on the line without being called, and how they would be."""
    used = {id(node.func) for node in place.nodes() if isinstance(node, ast.Call)}
    used |= {id(node.value) for node in place.nodes() if isinstance(node, ast.Attribute)}
    used |= {id(node.value) for node in place.nodes() if isinstance(node, ast.keyword)}
    found = {}
    for node in place.nodes():
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in used:
            known, value = place.known(node)
            if known and isinstance(value, FUNCTIONS):
                found[place.text(node)] = _given(place.text(node), place) + brackets(value)
    owners = [node.value for node in place.nodes() if isinstance(node, ast.Attribute)]
    for node in owners:  # `saver.save(…)`, where `saver = tf.train.Saver`
        known, value = place.known(node)
        if known and isinstance(value, type) and isinstance(node, ast.Name):
            found[node.id] = _given(node.id, place) + brackets(value)
    return found


def _given(name: str, place: Place) -> str:
    """Return what a name was last given above, if that is a name itself, or else the name."""
    text = name
    for node in ast.walk(ast.parse(place.source)):
        match node:
            case ast.Assign(targets=[ast.Name(id=bound)], value=ast.Attribute() | ast.Name()):
                if bound == name and node.lineno < place.line:
                    text = place.text(node.value)
    return text


def _sendable(found: Clues) -> Clues:
    """Return clues of which every text is short and can be sent, and no list is long."""

    def short(text: str) -> str:
        return encodable(str.__str__(text))[:_LENGTH]

    def kinds(names: dict[str, str]) -> dict[str, str]:
        return {short(name): short(kind) for name, kind in list(names.items())[: 2 * _MOST]}

    return Clues(
        short(found.missing),
        short(found.owner),
        tuple(map(short, found.near[:_MOST])),
        tuple(map(short, found.there[:_MOST])),
        found.below,
        found.role,
        short(found.call),
        kinds(found.names),
        kinds(found.uncalled),
    )
