"""A GraphDef that grows: nodes with names of their own, constants, attributes."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np

from grader.collect.eager.nodes import HANDLE
from grader.collect.events import MAX_NODES

_BIG = 1 << 20  # bytes of one constant, beyond which its values are left out where it may be fed
_ALL = 20 << 20  # bytes of all constants
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_./-]")
_ONES = ("s", "i", "f", "b", "type")


class TooLong(Exception):
    """A tensor comes from more operations than a graph may have, or there is no more room."""

    def __init__(self) -> None:
        super().__init__(f"there are more than {MAX_NODES:,} operations")


class GraphBuilder:
    """Builds a GraphDef. lines: the student's line for each node. tf: tensorflow."""

    def __init__(self, tf: Any) -> None:
        self.tf = tf
        self.definition = tf.compat.v1.GraphDef()
        self.lines: list[int] = []
        self._names: Counter[str] = Counter()
        self._left = _ALL

    def node(self, op: str, name: str, line: int) -> Any:
        """Add a node under this name, or the next one that is free. Raises TooLong."""
        if len(self.lines) >= MAX_NODES:
            raise TooLong
        name = _NOT_IN_NAMES.sub("_", name).lstrip("_./-") or op
        self._names[name] += 1
        while self._names[name] > 1:
            name = f"{name}_{self._names[name] - 1}"
            self._names[name] += 1
        self.lines.append(line)
        return self.definition.node.add(name=name, op=op)

    def constant(self, value: Any, name: str, line: int) -> Any:
        """Add a value; one for which there is no room is a placeholder, which must be fed."""
        if value.nbytes > self._left:
            return self.placeholder(value, name, line)
        self._left -= value.nbytes
        made = self.node("Const", name, line)
        made.attr["value"].tensor.CopyFrom(self.tf.make_tensor_proto(value))
        made.attr["dtype"].type = made.attr["value"].tensor.dtype
        return made

    def placeholder(self, value: Any, name: str, line: int) -> Any:
        """Add a placeholder for values of this type, with any number of rows."""
        made = self.node("Placeholder", name, line)
        dtype = self.tf.as_dtype("string" if value.dtype == object else value.dtype)
        made.attr["dtype"].type = dtype.as_datatype_enum
        _any_rows(made.attr["shape"].shape, value.shape)
        return made

    def open(self, made: Any, value: Any, line: int) -> None:
        """Let an operation of one result be given other values, with any number of rows.

        value: an array of its type and shape. A large constant must be given then.
        """
        if made.op.startswith("Placeholder"):
            return
        opened = self.node("PlaceholderWithDefault", f"{made.name}/given", line)
        opened.attr["dtype"].type = self.tf.as_dtype(value.dtype).as_datatype_enum
        _any_rows(opened.attr["shape"].shape, value.shape)
        made.name, opened.name = opened.name, made.name  # who reads it reads what is given
        opened.input.append(made.name)
        if made.op == "Const" and value.nbytes > _BIG:
            self._left += value.nbytes
            opened.op = "Placeholder"
            opened.ClearField("input")
            made.op = "NoOp"
            made.ClearField("attr")

    def open_inputs(self) -> list[str]:
        """Return the names of the operations that can be given values."""
        return [one.name for one in self.definition.node if one.op.startswith("Placeholder")]

    def is_whole(self, handle: Any) -> bool:
        """Say whether a variable, as a node, holds whole numbers."""
        return bool(self.tf.as_dtype(handle.attr["dtype"].type).is_integer)

    def handles(self) -> set[str]:
        """Return the names of the variables."""
        return {node.name for node in self.definition.node if node.op == HANDLE}

    def moving(self, start: int) -> list[str]:
        """Return what writes variables of whole numbers, as seeds are, from this node on."""
        nodes = self.definition.node
        held = {one.name for one in nodes if one.op == HANDLE and self.is_whole(one)}
        return [
            one.name
            for one in nodes[start:]
            if one.op.startswith("Assign") and short(one.input[0]) in held
        ]

    def drawn_with(self, tensors: Iterable[str], part: slice) -> dict[str, str]:
        """Return what, in a part of the graph, moves on the seeds with which tensors are drawn.

        Each with the variable that it writes.
        """
        inside = {one.name: one for one in self.definition.node[part]}
        seen, waiting = set[str](), [one.split(":")[0] for one in tensors]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                made = inside.get(name)
                waiting += [one.split(":")[0] for one in made.input] if made else []
        moves = {
            one: short(inside[one].input[0]) for one in self.moving(part.start) if one in inside
        }
        return {one: variable for one, variable in moves.items() if variable in seen}

    def behind(self, *names: str) -> set[str]:
        """Return the names of operations and of all that they need."""
        inputs = {node.name: node.input for node in self.definition.node}
        found, waiting = {*names}, [*names]
        while waiting:
            for one in inputs[waiting.pop()]:
                base = one.removeprefix("^").split(":")[0]
                if base not in found:
                    found.add(base)
                    waiting.append(base)
        return found

    def ahead(self, names: Iterable[str]) -> set[str]:
        """Return the names of operations and of all that is computed from them."""
        readers: dict[str, list[str]] = {}
        for node in self.definition.node:
            for one in node.input:
                readers.setdefault(one.split(":")[0], []).append(node.name)
        waiting = list(names)
        found = set(waiting)
        while waiting:
            new = set(readers.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found

    def forms(self, tensors: Collection[str]) -> dict[str, bytes]:
        """Return for each tensor what is equal for those computed alike from the same inputs."""
        nodes = {node.name: node for node in self.definition.node}
        forms: dict[str, bytes] = {}
        waiting = [tensor.split(":")[0] for tensor in tensors]
        while waiting:
            node = nodes[waiting[-1]]
            # What may be given, and what a variable holds, is itself alone.
            own = node.op == HANDLE or node.op.startswith("Placeholder")
            inputs = [] if own else [one for one in node.input if not one.startswith("^")]
            missing = [one.split(":")[0] for one in inputs if one.split(":")[0] not in forms]
            if missing:
                waiting += missing
                continue
            forms[waiting.pop()] = _form(node, own, [_output(one, forms) for one in inputs])
        return {tensor: _output(tensor, forms) for tensor in tensors}

    def set_attributes(self, made: Any, given: dict[str, Any]) -> None:
        """Write down the attributes that an operation ran with."""
        from tensorflow.python.framework import op_def_registry

        kinds = {attr.name: attr.type for attr in op_def_registry.get(made.op).attr}
        for name, value in given.items():
            if name in kinds and value is not None:
                set_attribute(self.tf, made.attr[name], kinds[name], value)


def _form(node: Any, own: bool, inputs: list[bytes]) -> bytes:
    if own:
        return str(node.name).encode()
    if node.op == "Identity":
        return inputs[0]
    attributes = (
        key.encode() + node.attr[key].SerializeToString(deterministic=True)
        for key in sorted(node.attr)
        if not key.startswith("_")
    )
    parts = b"\0".join([node.op.encode(), *attributes, *inputs])
    return hashlib.sha256(parts).digest()


def _output(tensor: str, forms: dict[str, bytes]) -> bytes:
    base, _, number = tensor.partition(":")
    return forms[base] + (f":{number}".encode() if number not in ("", "0") else b"")


def set_attribute(tf: Any, attr: Any, kind: str, value: Any) -> None:
    """Write a Python value as an attribute of the kind that the operation declares.

    What comes from a traced function is one already.
    """
    if isinstance(value, type(attr)):
        attr.CopyFrom(value)
    elif kind.startswith("list("):
        attr.list.SetInParent()
        for item in value:
            one = type(attr)()
            set_attribute(tf, one, kind[5:-1], item)
            field = one.WhichOneof("value")
            if field in _ONES:
                getattr(attr.list, field).append(getattr(one, field))
            elif field is not None:
                getattr(attr.list, field).add().CopyFrom(getattr(one, field))
    elif kind == "type":
        attr.type = value if isinstance(value, int) else tf.as_dtype(value).as_datatype_enum
    elif kind == "shape":
        attr.shape.CopyFrom(tf.TensorShape(value).as_proto())
    elif kind == "bool":
        attr.b = bool(value)
    elif kind == "int":
        attr.i = int(value)
    elif kind == "float":
        attr.f = float(value)
    elif kind == "string":
        attr.s = value.encode() if isinstance(value, str) else bytes(value)
    elif kind == "func":
        name = getattr(value, "name", value)
        attr.func.name = name.decode() if isinstance(name, bytes) else str(name)
    elif kind == "tensor":
        attr.tensor.CopyFrom(tf.make_tensor_proto(np.asarray(value)))


def _any_rows(shape: Any, sides: tuple[int, ...]) -> None:
    shape.SetInParent()
    for side in (-1, *sides[1:]) if sides else ():
        shape.dim.add(size=side)


def short(tensor: str) -> str:
    """Return a tensor's name as a node's input has it."""
    return tensor.removesuffix(":0")


def long(tensor: str) -> str:
    """Return a tensor's name with the number of its output."""
    return tensor if ":" in tensor else f"{tensor}:0"
