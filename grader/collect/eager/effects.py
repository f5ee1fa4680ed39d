"""Which operations a graph may hold, and which variables each writes."""

from collections.abc import Iterator
from typing import Any

from grader.foundation.operations import ALLOWED, SAVERS

CALLS = ("PartitionedCall", "StatefulPartitionedCall")
_WRITES = ("Assign", "ResourceApply", "ResourceScatter", "ResourceSparseApply",
           "ResourceStridedSliceAssign", "RngReadAndSkip", "StatefulRandomBinomial")  # fmt: skip
_LOOPS = ("StatelessWhile", "While")
_RESOURCE = 20


class Effects:
    """Looks into operations and functions, once each.

    Definitions of functions are kept: TensorFlow forgets one with the last object that has it.
    """

    def __init__(self) -> None:
        self._definitions: dict[str, Any] = {}
        self._effects: dict[str, tuple[int, ...] | None] = {}

    def of(self, op: str, attrs: tuple[Any, ...]) -> tuple[int, ...] | None:
        """Return which inputs an operation writes; None if no graph may hold it."""
        name = _text(attrs[attrs.index("f") + 1]) if op in CALLS else op
        return self._effects[name] if name in self._effects else self._named(name)

    def definition(self, name: str) -> Any:
        """Return the definition of a function, None if there is none of that name."""
        if self._definitions.get(name) is None:
            self._definitions[name] = _known_definition(name)
        return self._definitions[name]

    def arguments(self, op: str, attrs: tuple[Any, ...]) -> list[str]:
        """Return the names of the arguments of the function that an operation calls."""
        name = self.called(op, attrs)
        return [arg.name for arg in self._arguments(name)] if name else []

    def called(self, op: str, attrs: tuple[Any, ...]) -> str:
        """Return the name of the function that an operation calls, "" if it calls none."""
        name = _text(attrs[attrs.index("f") + 1] if op in CALLS else op)
        return name if self.is_function(name) else ""

    def is_function(self, name: str) -> bool:
        """Say whether a name means a function, not an operation."""
        return _operation(name) is None and self.definition(name) is not None

    def trains(self, name: str) -> bool:
        """Say whether a function, or what it calls, takes gradients and writes variables."""
        nodes = [*self._inside(name, set())]
        gradients = any(node.name.startswith("gradient_tape/") for node in nodes)
        return gradients and any(node.op.startswith(_WRITES) for node in nodes)

    def foreign(self, name: str) -> str:
        """Return the operation because of which no graph may hold what has this name."""
        inside = (node.op for node in self._inside(name, set()) if not self.is_function(node.op))
        return next((op for op in inside if self._named(op) is None), name)

    def trains_in_loop(self, name: str) -> bool:
        """Say whether a function, or what it calls, trains in a loop of the graph."""
        loops = [node for node in self._inside(name, set()) if node.op in _LOOPS]
        return any(self.trains(called) for node in loops for called in functions_of(node))

    def _inside(self, name: str, seen: set[str]) -> Iterator[Any]:
        """Yield the nodes of a function and of those that it calls."""
        seen.add(name)
        definition = self.definition(name)
        for node in definition.node_def if definition is not None else ():
            yield node
            for called in {node.op, *functions_of(node)} - seen:
                yield from self._inside(called, seen)

    def _named(self, name: str) -> tuple[int, ...] | None:
        if name not in self._effects:
            allowed = name in ALLOWED or name in SAVERS
            self._effects[name] = written_by(name) if allowed else self._of_function(name)
        return self._effects[name]

    def _of_function(self, name: str) -> tuple[int, ...] | None:
        definition = self.definition(name)
        if definition is None:
            return None
        arguments = {arg.name: at for at, arg in enumerate(definition.signature.input_arg)}
        written: set[int] = set()
        for node in definition.node_def:
            places = self._of_node(node)
            if places is None:
                return None
            names = (node.input[at].split(":")[0] for at in places)
            written |= {arguments[one] for one in names if one in arguments}
        return tuple(sorted(written))

    def _of_node(self, node: Any) -> set[int] | None:
        """Return which inputs of a function's node are written; None if it is not allowed."""
        names = list(functions_of(node))
        if node.op not in CALLS:
            names.append(node.op)
        written: set[int] = set()
        for name in names:
            places = self._named(name)
            if places is None:
                return None
            # A branch of a condition has no argument for the condition itself.
            given = [one for one in node.input if not one.startswith("^")]
            shift = len(given) - len(self._arguments(name)) if name != node.op else 0
            written |= {at + max(0, shift) for at in places}
        return written

    def _arguments(self, name: str) -> Any:
        definition = self.definition(name)
        return definition.signature.input_arg if definition is not None else ()


def _text(name: Any) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)


def functions_of(node: Any) -> Iterator[str]:
    """Yield the names of the functions that a node of a graph is given."""
    for key in node.attr:
        yield from _functions_in(node.attr[key])


def _functions_in(value: Any) -> Iterator[str]:
    calls = [value.func] if value.HasField("func") else value.list.func
    for call in calls:
        if call.name:
            yield call.name


def written_by(op: str) -> tuple[int, ...]:
    """Return which inputs an operation writes: the first, or each variable of an update."""
    if not op.startswith(_WRITES):
        return ()
    definition = _operation(op)
    if definition is None:
        return (0,)
    found = [at for at, arg in enumerate(definition.input_arg) if arg.type == _RESOURCE]
    return tuple(found)


def _operation(name: str) -> Any:
    from tensorflow.python.framework import op_def_registry

    return op_def_registry.get(name)


def _known_definition(name: str) -> Any:
    from tensorflow.python.eager import context

    try:
        return context.context().get_function_def(name)
    except Exception:  # of several kinds, none of which means more than that there is none
        return None
