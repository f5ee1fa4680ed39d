"""A tensor inside of a traced function, as nodes of the tape: what the call computed it from.

So it is computed like one that the script computed eagerly, and without the rest that a call does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.collect.eager.effects import CALLS, Effects
from grader.collect.eager.nodes import Leaf, Node, Ref

_MOST_NODES = 400
_STEP = 1e-6  # between two nodes of one call, which all come before the next operation
Path = tuple[str, ...]


@dataclass(frozen=True)
class _Body:
    """A function: its nodes, its arguments, and what it returns, by the nodes' names."""

    nodes: dict[str, Any]
    arguments: tuple[str, ...]
    returned: tuple[str, ...]


class Unroller:
    """Looks into functions that were called, once each."""

    def __init__(self, effects: Effects) -> None:
        self._effects = effects
        self._bodies: dict[str, _Body] = {}
        self._paths: dict[tuple[str, str], tuple[Path, ...]] = {}

    def paths(self, name: str, part: str) -> tuple[Path, ...]:
        """Return the way to each operation with `part` in its name: the calls, and the name."""
        key = name, part
        if key not in self._paths:
            self._paths[key] = ()  # a function that calls itself ends here
            self._paths[key] = tuple(self._found(name, part))
        return self._paths[key]

    def ref(self, call: Node, name: str, path: Path) -> Ref | None:
        """Return the first tensor of an operation in a function that was called.

        None if too much is computed for it. call: the node of the call, whose inputs it is given.
        """
        unrolled = _Unrolled(self, call)
        try:
            return unrolled.ref(name, call.inputs, path)
        except (OverflowError, RecursionError):
            return None

    def body(self, name: str) -> _Body:
        """Return a function."""
        if name not in self._bodies:
            from tensorflow.python.framework.function_def_to_graph import function_def_to_graph_def

            definition = self._effects.definition(name)
            graph, flat = function_def_to_graph_def(definition)
            signature = definition.signature
            results = (definition.ret[one.name] for one in signature.output_arg)
            self._bodies[name] = _Body(
                {node.name: node for node in graph.node},
                tuple(one.name for one in signature.input_arg),
                tuple(flat.get(one, one) for one in results),
            )
        return self._bodies[name]

    def called(self, node: Any) -> str:
        """Return the name of the function that a node of a graph calls, "" if it calls none."""
        name = str(node.attr["f"].func.name if node.op in CALLS else node.op)
        return name if self._effects.is_function(name) else ""

    def _found(self, name: str, part: str) -> Iterator[Path]:
        definition = self._effects.definition(name)
        for node in definition.node_def if definition is not None else ():
            if part in node.name:
                yield (node.name,)
            elif within := self.called(node):
                yield from ((node.name, *path) for path in self.paths(within, part))


class _Unrolled:
    """The nodes of one call that are made."""

    def __init__(self, unroller: Unroller, call: Node) -> None:
        self._unroller, self._call = unroller, call
        self._count = 0

    def ref(self, name: str, given: Sequence[Ref], path: Path) -> Ref:
        """Return a tensor of a function that is given these tensors. Raises OverflowError."""
        *within, _ = path
        scope = _Scope(self, self._unroller.body(name), given)
        if not within:
            return scope.tensor(path[0])
        node = scope.body.nodes[path[0]]
        return self.ref(self._unroller.called(node), scope.inputs(node), path[1:])

    def scope(self, node: Any, given: Sequence[Ref]) -> _Scope | None:
        """Return what a node calls, None if it calls nothing."""
        called = self._unroller.called(node)
        return _Scope(self, self._unroller.body(called), given) if called else None

    def order(self) -> float:
        """Return the place in time of the next node that is made. Raises OverflowError."""
        self._count += 1
        if self._count > _MOST_NODES:
            raise OverflowError
        return self._call.order + self._count * _STEP

    @property
    def line(self) -> int:
        """The line of the call."""
        return self._call.line


class _Scope:
    """One function with what it is given: its tensors are made as they are asked for."""

    def __init__(self, owner: _Unrolled, body: _Body, given: Sequence[Ref]) -> None:
        self.body = body
        self._owner = owner
        self._given = dict(zip(body.arguments, given, strict=False))
        self._made: dict[str, Node | _Scope] = {}

    def tensor(self, text: str) -> Ref:
        """Return a tensor by its name in the function. Raises OverflowError."""
        name, _, number = text.partition(":")
        if name in self._given:
            return self._given[name]
        if name not in self._made:
            self._made[name] = self._make(self.body.nodes[name])
        made, at = self._made[name], int(number or 0)
        if isinstance(made, _Scope):
            return made.tensor(made.body.returned[at])
        made.outputs = max(made.outputs, at + 1)
        return made, at

    def inputs(self, node: Any) -> tuple[Ref, ...]:
        """Return what a node is given. Raises OverflowError."""
        return tuple(self.tensor(one) for one in node.input if not one.startswith("^"))

    def _make(self, node: Any) -> Node | _Scope:
        from tensorflow.python.framework import tensor_util

        if node.op == "Const":
            value = tensor_util.MakeNdarray(node.attr["value"].tensor)
            return Leaf(value, self._owner.order(), self._owner.line)
        inputs = self.inputs(node)
        if scope := self._owner.scope(node, inputs):
            return scope
        attrs = tuple(part for key in node.attr if key[0] != "_" for part in (key, node.attr[key]))
        return Node(node.op, inputs, attrs, 1, self._owner.order(), self._owner.line)
