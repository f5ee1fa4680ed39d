"""What decides a value of a graph, and what a run of it writes: variables and random numbers.

Everything that a graph keeps from one run to the next is a variable, or the state of an operation
that draws random numbers. A control input decides nothing, unless what it waits for may be dead:
an operation that waits for one branch of a condition runs only where that branch is taken.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from grader.execute.index import NodeIndex
from grader.execute.nodes import VARIABLE_OPS, called, node_name
from grader.execute.protocol import Influenced, Written
from grader.execute.writing import Writing
from grader.foundation.operations import RANDOM

_SWITCHES = frozenset(("Switch", "RefSwitch"))
_FIRST = ("Assign", "AssignVariableOp")


class Influence:
    """Answers for one graph; `library` holds its functions (FunctionDef)."""

    def __init__(self, nodes: NodeIndex, library: Iterable[Any], writing: Writing) -> None:
        self._nodes = nodes
        self._writing = writing
        self._functions = {one.signature.name: one.node_def for one in library}
        self._deep: dict[str, frozenset[str]] = {}
        self._dead: dict[str, bool] = {}
        self._deciding: dict[str, tuple[str, ...]] = {}
        self._drawn: dict[str, frozenset[str]] = {}

    def of(self, name: str, fed: Iterable[str]) -> Influenced:
        """Return what decides `name`, and each variable that it writes, with `fed` given."""
        given = frozenset(node_name(one) for one in fed)
        run = self._nodes.ancestors(node_name(name)) - given
        written: dict[str, set[str]] = {}
        for one in sorted(run):
            for variable in self._writing.of(one):
                sources = written.setdefault(variable, set())
                sources |= self._sources(self._valued(one), given) | self._random(one)
        return Influenced(
            tuple(sorted(self._sources([node_name(name)], given))),
            tuple(Written(one, tuple(sorted(found))) for one, found in sorted(written.items())),
        )

    @cached_property
    def changing(self) -> tuple[str, ...]:
        """The variables that some operation changes: adds to, or sets by what others hold.

        An assignment of what no variable decides is what an initializer does, or a restore.
        """
        found = set()
        for name in self._nodes.names():
            for variable in self._writing.of(name):
                first = self._nodes.get(name).op in _FIRST
                sources = self._sources(self._valued(name), frozenset())
                if not first or any(map(self._is_variable, sources)):
                    found.add(variable)
        return tuple(sorted(found))

    # -- inside ---------------------------------------------------------------------------------

    def _sources(self, names: Iterable[str], given: frozenset[str]) -> set[str]:
        """Return variables and random operations that decide the values of these nodes."""
        waiting = [name for name in names if name not in given]
        seen, found = set(waiting), set[str]()
        while waiting:
            name = waiting.pop()
            node = self._nodes.get(name)
            if node is None:
                continue
            if node.op in VARIABLE_OPS:
                found.add(name)
            found |= self._random(name)
            for parent in self._inputs(name):
                if parent not in seen and parent not in given:
                    seen.add(parent)
                    waiting.append(parent)
        return found

    def _valued(self, name: str) -> list[str]:
        """Return the nodes that decide what a node writes: not the variable that it assigns to."""
        assigned = self._writing.of(name) if self._nodes.get(name).op in _FIRST else []
        return [one for one in self._inputs(name) if one not in assigned]

    def _inputs(self, name: str) -> tuple[str, ...]:
        """Return the nodes that decide what a node gives or writes."""
        if name not in self._deciding:
            self._deciding[name] = tuple(self._found_inputs(name))
        return self._deciding[name]

    def _found_inputs(self, name: str) -> Iterator[str]:
        for text in self._nodes.get(name).input:
            parent = node_name(text)
            if self._nodes.get(parent) is None:
                continue
            if not text.startswith("^") or self._may_be_dead(parent):
                yield parent

    def _may_be_dead(self, name: str) -> bool:
        if name not in self._dead:
            above = self._nodes.ancestors(name)
            self._dead[name] = any(self._nodes.get(one).op in _SWITCHES for one in above)
        return self._dead[name]

    def _random(self, name: str) -> frozenset[str]:
        """Return the node itself if it draws random numbers."""
        if name not in self._drawn:
            kinds = {self._nodes.get(name).op} | self._inner(self._nodes.get(name))
            self._drawn[name] = frozenset((name,) if kinds & RANDOM else ())
        return self._drawn[name]

    def _is_variable(self, name: str) -> bool:
        node = self._nodes.get(name)
        return node is not None and node.op in VARIABLE_OPS

    def _inner(self, node: Any) -> frozenset[str]:
        """Return the operation types in the functions that a node calls, however deep."""
        found: frozenset[str] = frozenset()
        for name in {*called(node.attr), node.op} & self._functions.keys():
            if name not in self._deep:
                self._deep[name] = frozenset()  # a vetted library has no circle
                body = self._functions[name]
                ops = [frozenset((one.op,)) | self._inner(one) for one in body]
                self._deep[name] = frozenset().union(*ops)
            found |= self._deep[name]
        return found
