"""The nodes of an imported graph: who feeds whom, and what is read."""

from typing import Any

from grader.execute.nodes import VARIABLE_OPS, first_input, node_name, outline_of
from grader.execute.protocol import OutlineNode

_READS = (
    "ReadVariableOp",
    "Identity",
    "ResourceGather",
    "VarIsInitializedOp",
    "IsVariableInitialized",
)


class UnknownName(Exception):
    """A name that the graph does not have."""


class NodeIndex:
    """The nodes of a graph definition by name, in the order of creation."""

    def __init__(self, graph_def: Any, initializers: dict[str, str]) -> None:
        self._nodes = {node.name: node for node in graph_def.node}
        self._positions = {name: position for position, name in enumerate(self._nodes)}
        self._claimed_initializers = initializers

    def get(self, name: str) -> Any:
        """Return the node of a name such as `node:1`, None if there is none."""
        return self._nodes.get(node_name(name))

    def names(self) -> list[str]:
        """Return the names of all nodes, in the order of creation."""
        return list(self._nodes)

    def position(self, node: Any) -> int:
        """Return how many nodes were created before this one."""
        return self._positions[node.name]

    def initializers(self) -> dict[str, str]:
        """Return an assigning operation by variable: the claimed one, or the first there is."""
        found: dict[str, str] = {}
        for node in self._nodes.values():
            if node.op in ("Assign", "AssignVariableOp") and self._is_variable(first_input(node)):
                found.setdefault(first_input(node), node.name)
        for variable, name in self._claimed_initializers.items():
            if self._is_variable(variable) and name in self._nodes:
                found[variable] = name
        return found

    def outline(self, tf: Any) -> tuple[OutlineNode, ...]:
        """Return every node in the order of creation."""
        return tuple(outline_of(tf, node) for node in self._nodes.values())

    def reader_of(self, name: str) -> str:
        """Return a node that reads the resource variable `name`, "" if there is none."""
        for node in self._nodes.values():
            if node.op == "ReadVariableOp" and first_input(node) == name:
                return str(node.name)
        return ""

    def variable_behind(self, name: str) -> str:
        """Return the variable that a node is or merely reads, or an empty string."""
        node = self._nodes[name]
        seen = 0
        while node.op in _READS and node.input and seen < 8:
            parent = self._nodes.get(node_name(node.input[0]))
            if parent is None:
                return ""
            node, seen = parent, seen + 1
        return str(node.name) if node.op in VARIABLE_OPS else ""

    def touched(self, name: str) -> set[str]:
        """Return the variables that a node depends on, be it that it writes them."""
        return set(filter(self._is_variable, self.ancestors(name)))

    def starts_alone(self, variable: str, name: str) -> bool:
        """Say whether the operation `name` gives a variable a value that no variable decides."""
        node = self._nodes[name]
        assigns = node.op in ("Assign", "AssignVariableOp") and first_input(node) == variable
        others = (node_name(one) for one in node.input[1:])
        return assigns and not any(self.touched(one) for one in others if one in self._nodes)

    def ancestors(self, name: str) -> set[str]:
        """Return the nodes that a node depends on, and itself. Raises UnknownName."""
        if name not in self._nodes:
            raise UnknownName(f"the graph has no operation {name!r}")
        seen, waiting = {name}, [name]
        while waiting:
            for parent in self._nodes[waiting.pop()].input:
                parent = node_name(parent)
                if parent in self._nodes and parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        return seen

    def _is_variable(self, name: str) -> bool:
        return name in self._nodes and self._nodes[name].op in VARIABLE_OPS
