"""What a message of TensorFlow's says of shapes that do not fit: pieces for an explanation."""

import re
from collections.abc import Mapping, Sequence

_STATIC = re.compile(
    r"\{\{node (?P<node>\S+)\}\} = (?P<op>\w+)\[[^\]]*\]\((?P<inputs>[^)]*)\)'?"
    r" with input shapes: (?P<shapes>[\[\]\d?, ]+)"
)
_IN_SESSION = re.compile(
    r"(?:Matrix size-incompatible: In\[0\]: |Incompatible shapes: |logits_size=)"
    r"(?P<first>\[[\d,]*\])(?:, In\[1\]: | vs\. | labels_size=)(?P<second>\[[\d,]*\])"
    r"(?:.*\{\{node (?P<node>[^}]+)\}\})?",
    re.DOTALL,
)
_FED = re.compile(
    r"Cannot feed value of shape \((?P<fed>[\d, ]*)\) for Tensor '?(?P<name>[^', ]+)'?,"
    r" which has shape '?\((?P<wanted>[\d?, ]*)\)"
)
_UNFED = re.compile(r"must feed a value for placeholder tensor '(?P<name>[^']+)'")
_RESTORED = re.compile(r"lhs shape= (?P<first>\[[\d,]*\]) rhs shape= (?P<second>\[[\d,]*\])")
_ADDING = ("Add", "AddV2", "BiasAdd", "Sub")
_FEW = 2

Shape = Sequence[int | None]


def of_shapes(message: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the pieces that a message holds; names: the script's own, by TensorFlow's.

    first, second: two operands, each with its shape and, if it has one, its name. columns, rows:
    those that had to be equal. What fits in another way has a piece of its own.
    """
    if found := _FED.search(message):
        return _of_feed(found, names)
    if found := _UNFED.search(message):
        return {"placeholder": names.get(found["name"], "")}
    if found := _RESTORED.search(message):
        return {"first": _spaced(found["first"]), "second": _spaced(found["second"])}
    if found := _STATIC.search(message):
        shapes = [_shape(one) for one in re.findall(r"\[[^\]]*\]", found["shapes"])]
        inputs = [one.strip() for one in found["inputs"].split(",")]
        return _of_operands(found["op"], shapes, [_own(one, names) for one in inputs])
    if found := _IN_SESSION.search(message):
        shapes = [_shape(found["first"]), _shape(found["second"])]
        op = "MatMul" if message.startswith("Matrix") else (found["node"] or "").rpartition("/")[2]
        return _of_operands(re.sub(r"_\d+$", "", op), shapes, ["", ""])
    return {}


def _of_operands(op: str, shapes: Sequence[Shape], names: Sequence[str]) -> dict[str, str]:
    if len(shapes) < _FEW:
        return {"op": op, "first": _called(names[0], shapes[0])} if shapes else {}
    first, second = shapes[0], shapes[1]
    found = {
        "op": op,
        "first": _called(names[0], first),
        "second": _called(names[1], second),
        "factors": f"{names[0] or '…'}, {names[1] or '…'}",
    }
    if len(first) == len(second) == _FEW:
        (a, b), (c, d) = first, second
        found |= {"columns": _side(b), "rows": _side(c)}
        found["product"] = "yes" if b == c else ""
        found["reversed"] = "yes" if d == a and a is not None else ""
        found["turned"] = f"[{_side(d)}, {_side(c)}]" if b == d else ""
    elif op in _ADDING and len(second) == 1:
        found |= {"columns": _side(first[-1]) if first else "", "numbers": _side(second[0])}
    elif len(first) > _FEW == len(second):
        found |= {"deep": _called(names[0], first), "flat": names[0] or "…"}
        found["rows"] = _side(second[0])
    elif len(first) == 1:
        found["vector"] = _called(names[0], first)
    return found


def _of_feed(found: re.Match[str], names: Mapping[str, str]) -> dict[str, str]:
    fed, wanted = _shape(f"[{found['fed']}]"), _shape(f"[{found['wanted']}]")
    name = names.get(found["name"].removesuffix(":0"), "")
    pieces = {"placeholder": name, "fed": f"({found['fed']})", "wanted": _text(wanted)}
    if list(fed[1:]) == list(wanted) and wanted:
        pieces["open"] = _text([None, *wanted])
    elif not fed or not wanted:
        pieces["one_number"] = "yes"
    elif len(fed) == 1 and len(wanted) == _FEW:
        pieces["digits"] = _side(wanted[1])
    return pieces


def _own(name: str, names: Mapping[str, str]) -> str:
    """Return the script's own name for an operand, "" if it has none."""
    return names.get(name.split(":")[0].removesuffix("/read").removesuffix("/ReadVariableOp"), "")


def _shape(text: str) -> list[int | None]:
    sides = [side.strip() for side in text.strip("[]").split(",") if side.strip()]
    return [None if side == "?" else int(side) for side in sides]


def _called(name: str, shape: Shape) -> str:
    return f"`{name}` {_text(shape)}" if name else _text(shape)


def _text(shape: Shape) -> str:
    return f"[{', '.join(map(_side, shape))}]"


def _side(side: int | None) -> str:
    return "None" if side is None else str(side)


def _spaced(text: str) -> str:
    return _text(_shape(text))
