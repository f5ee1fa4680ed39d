"""Functions of TensorFlow, copied into a graph in place of their calls.

Inside a call no variable could be told from another: each is given to it as an argument. Only what
a loop or a condition of the graph chooses stays a function, in the graph's library.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.collect.eager.effects import CALLS, Effects, functions_of
from grader.collect.eager.graphdef import GraphBuilder, long, short

Before = Sequence[str]


@dataclass(frozen=True)
class Copied:
    """Nodes that were copied: what their tensors and operations are called now."""

    tensor: Callable[[str], str]
    controls: Callable[[str], list[str]]


@dataclass(frozen=True)
class Body:
    """A function's body in place of a call: its results, and the operations that must have run."""

    results: list[str]
    must_run: list[str]
    copied: Copied


class Inliner:
    """Copies the bodies of functions into a graph."""

    def __init__(self, graph: GraphBuilder, effects: Effects) -> None:
        self._graph, self._effects = graph, effects
        self._library: set[str] = set()

    def inline(
        self, name: str, inputs: Sequence[str], prefix: str, line: int, before: Before = ()
    ) -> Body:
        """Copy a function's body.

        before: operations that the body waits for.
        """
        from tensorflow.python.framework import function_def_to_graph

        definition = self._effects.definition(name)
        body, flat = function_def_to_graph.function_def_to_graph_def(definition)
        arguments = [arg.name for arg in definition.signature.input_arg]
        given = dict(zip(arguments, map(short, inputs), strict=True))
        copied = self.copy(body.node, given, prefix, line, before)
        returned = [definition.ret[arg.name] for arg in definition.signature.output_arg]
        results = [copied.tensor(flat.get(one, one)) for one in returned]
        must_run = [one for op in definition.control_ret.values() for one in copied.controls(op)]
        return Body(results, must_run, copied)

    def copy(
        self, nodes: Any, given: dict[str, str], prefix: str, line: int, before: Before = ()
    ) -> Copied:
        """Copy nodes but those in `given`, which says what stands for them here."""
        renamed, calls = dict(given), dict[str, tuple[list[str], list[str]]]()

        def tensor(name: str) -> str:
            base, _, number = name.partition(":")
            if base in calls:
                return calls[base][0][int(number or 0)]
            return long(renamed[base] if ":" in renamed[base] else f"{renamed[base]}:{number or 0}")

        def controls(name: str) -> list[str]:
            return calls[name][1] if name in calls else [renamed[name].split(":")[0]]

        for node in _sorted(nodes):
            if node.name in given:
                continue
            inputs = [short(tensor(name)) for name in node.input if not name.startswith("^")]
            waits = [one for name in node.input if name[0] == "^" for one in controls(name[1:])]
            if all(name.split(":")[0] in given for name in node.input):
                waits += before  # nothing in here comes before it
            called = node.attr["f"].func.name if node.op in CALLS else node.op
            inner = f"{prefix}/{node.name}"
            if self._effects.is_function(called):
                body = self.inline(called, inputs, inner, line, waits)
                done = body.must_run or [one.split(":")[0] for one in body.results]
                calls[node.name] = body.results, done
            else:
                renamed[node.name] = self._copied(node, inner, line, inputs, waits)
        return Copied(tensor, controls)

    def keep_functions(self, node: Any) -> None:
        """Put the functions that a node is given, and what they call, into the library."""
        for name in functions_of(node):
            self._keep(name)

    def _copied(
        self, node: Any, name: str, line: int, inputs: Iterable[str], waits: Iterable[str]
    ) -> str:
        made = self._graph.node(node.op, name, line)
        made.input.extend([*inputs, *(f"^{one}" for one in dict.fromkeys(waits))])
        for key in node.attr:
            if key != "_class":  # beside which other one it runs, by the name that this had
                made.attr[key].CopyFrom(node.attr[key])
        self.keep_functions(made)
        return str(made.name)

    def _keep(self, name: str) -> None:
        definition = self._effects.definition(name)
        if name in self._library or definition is None:
            return
        self._library.add(name)
        self._graph.definition.library.function.add().CopyFrom(definition)
        for node in definition.node_def:
            if self._effects.is_function(node.op):
                self._keep(node.op)
            self.keep_functions(node)


def _sorted(nodes: Any) -> list[Any]:
    """Return nodes, each after those that it reads or waits for."""
    by_name = {node.name: node for node in nodes}
    found: list[Any] = []
    done: set[str] = set()
    waiting = [(node, False) for node in reversed(nodes)]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            found.append(node)
        elif node.name not in done:
            done.add(node.name)
            waiting.append((node, True))
            inputs = (name.removeprefix("^").split(":")[0] for name in node.input)
            waiting += [(by_name[name], False) for name in inputs if name in by_name]
    return found
