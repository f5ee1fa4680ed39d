"""What a student's graph is made of: which globals hold what, and what depends on what.

Nothing here runs anything of it; the executor reads its definition.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.collect.claims import GraphClaim, Handle
from grader.execute.protocol import Influenced, NodeInfo
from grader.judge.checks import CheckFailed, NotFound
from grader.judge.connection import Connection
from grader.judge.globals import Globals
from grader.judge.trace import claimed_array

_FEW = 32


class Structure:
    """The nodes of one graph of the submission. Names are paths such as `weights['out']`."""

    def __init__(
        self,
        connection: Connection,
        number: int,
        claim: GraphClaim,
        handles: Mapping[str, Handle],
        aliases: Mapping[str, Sequence[str]],
        absent: Mapping[str, str],
    ) -> None:
        self._connection = connection
        self.number = number
        self.claim = claim
        self.handles = handles
        self._globals = Globals(handles, aliases, absent)
        self._infos: dict[str, NodeInfo | None] = {}

    def has(self, path: str) -> bool:
        """Say whether the global `path` holds something of this graph."""
        return self._globals.find(path) is not None

    def handle(self, path: str) -> Handle:
        """Return the handle of a global; fail the check, saying why, when there is none."""
        return self._globals.get(path)

    def global_of(self, name: str) -> str:
        """Return the global that holds a tensor or operation, or else its TensorFlow name."""
        return next((path for path, one in self.handles.items() if one.name == name), name)

    def members(self, path: str) -> list[str]:
        """Return the paths of the elements of a list, tuple or dict, or [path] itself."""
        return self._globals.members(path)

    def info(self, path: str) -> NodeInfo:
        """Return operation type, dtype and static shape (None if unknown; -1 an open side)."""
        name = self._globals.in_graph(path).name
        info = self.node(name)
        if info is None:
            raise CheckFailed(f"`{path}` is not part of the graph that was run")
        return info

    def node(self, name: str) -> NodeInfo | None:
        """Return what is known of a node or tensor by its TensorFlow name."""
        if name not in self._infos:
            # One question instead of many: the globals are asked for at once, if they are few.
            held = [one.name for one in self.handles.values() if one.name]
            few = held if not self._infos and len(held) <= _FEW else []
            names = tuple(dict.fromkeys((*few, name)))
            found = self._connection.describe(self.number, names)
            self._infos |= {one: found.get(one) for one in names}
        return self._infos[name]

    def shape(self, path: str) -> tuple[int | None, ...] | None:
        """Return the static shape with None for an open side, or None if the rank is unknown."""
        sides = self.info(path).shape
        return None if sides is None else tuple(None if side < 0 else side for side in sides)

    def dtype(self, path: str) -> str:
        """Return the dtype's name, such as "float32"."""
        return self.info(path).dtype

    def is_placeholder(self, path: str) -> bool:
        """Say whether the global is a placeholder, with or without a default."""
        return self.info(path).op in ("Placeholder", "PlaceholderV2", "PlaceholderWithDefault")

    def variable(self, path: str) -> str:
        """Return the operation name of the variable that a global is or reads, or ""."""
        return self.info(path).variable

    def trainable(self) -> tuple[str, ...]:
        """Return the operation names of the trainable variables (a claim)."""
        return self.claim.trainable

    def ancestors(self, path: str) -> frozenset[str]:
        """Return the names of all nodes that a global depends on, itself included."""
        return self.needs(self._globals.in_graph(path).name)

    def depends_on(self, path: str, source: str) -> bool:
        """Say whether the value of `path` is computed from `source`."""
        name = self._globals.in_graph(source).name.split(":")[0]
        return name in self.ancestors(path)

    def needs(self, name: str) -> frozenset[str]:
        """Return the names of all nodes that the operation or tensor `name` depends on."""
        return frozenset(self._connection.related(self.number, name).ancestors)

    def writes(self, name: str) -> tuple[str, ...]:
        """Return the variables that running the operation or tensor `name` writes."""
        return self._connection.related(self.number, name).writes

    def influences(self, name: str, fed: Sequence[str] = ()) -> Influenced:
        """Return what decides a node, and what it writes, where `fed` is given (all by name)."""
        return self._connection.influences(self.number, name, tuple(fed))

    def changing(self) -> tuple[str, ...]:
        """Return the variables that some operation changes; an initializer does not."""
        return self._connection.changing(self.number)

    def claimed(self, path: str) -> Any:
        """Return the number, text or array that a driver's global held (a claim)."""
        handle = self.handle(path)
        if handle.array is not None:
            return claimed_array(handle.array)
        if handle.value is None:
            raise NotFound(f"`{path}` holds no number, text or small array", path)
        return handle.value

    def _is_variable(self, path: str) -> bool:
        return self._globals.in_graph(path).kind == "variable" or bool(self.info(path).variable)
