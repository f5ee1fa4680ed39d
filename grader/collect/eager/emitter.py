"""From the tape to one GraphDef: a variable of the script is one VarHandleOp, whoever reads it."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from grader.collect.eager.effects import CALLS, Effects
from grader.collect.eager.graphdef import GraphBuilder, TooLong, long, short
from grader.collect.eager.inlining import Body, Inliner
from grader.collect.eager.nodes import HANDLE, Leaf, Node, Ref, ancestors, in_order
from grader.collect.events import MAX_NODES


class Emitter:
    """Writes nodes of the tape into a graph, each once."""

    def __init__(self, tf: Any, effects: Effects) -> None:
        self.graph = GraphBuilder(tf)
        self.inliner = Inliner(self.graph, effects)
        self._effects = effects
        self._outputs: dict[Node, list[str]] = {}
        self._controls: dict[Node, str] = {}
        self._made: dict[Node, Any] = {}
        self._opened: set[Node] = set()
        self._calls: list[tuple[Node, str, Body]] = []
        self._preferred: set[Node] = set()  # the nodes of the step that is written first
        self._bodies: dict[Node, slice] = {}  # of calls: the nodes that stand in their place

    def has(self, node: Node | None) -> bool:
        """Say whether a node has been written."""
        return node in self._outputs

    def operation(self, node: Node) -> str:
        """Return the operation that has run when a node has, which is written if it was not."""
        self.emit([node])
        return self._controls[node]

    def tensor(self, ref: Ref) -> str:
        """Return the name of a tensor, which is written, with what it is computed from."""
        node, number = ref
        self.emit([node])
        return long(self._outputs[node][number])

    def fetched(self, ref: Ref) -> str:
        """Return a tensor as it is asked for: a function's result without the rest that it does."""
        name = self.tensor(ref)
        if ref[0] not in self._bodies:
            return name
        body = {one.name: one for one in self.graph.definition.node[self._bodies[ref[0]]]}
        made = body.get(name.split(":")[0])
        while made is not None and made.op == "Identity":
            name = long(made.input[0])
            made = body.get(name.split(":")[0])
        return name

    def input(self, ref: Ref, value: Any) -> str:
        """Return the name of a tensor that may be given other values than `value`, an array."""
        name, node = self.tensor(ref), ref[0]
        if node in self._opened:
            return name
        self._opened.add(node)
        if node.outputs == 1 and node not in self._bodies and value.dtype != object:
            self.graph.open(self._made[node], value, node.line)
        return name

    def within(self, tensor: Any) -> str:
        """Return what a tensor of a traced function is in its last call, "" if it has none here."""
        if ref := self.argument(tensor):
            leaf = ref[0] if isinstance(ref[0], Leaf) else None
            return self.tensor(ref) if leaf is None else self.input(ref, leaf.value)
        operation, _, number = tensor.name.partition(":")
        for node, body in self._calls_of(tensor.graph):
            # An operation that is called like a result of the function is renamed in it.
            for own in (operation, f"{operation}_0"):
                with contextlib.suppress(KeyError):  # of another function of that name
                    inner = body.copied.tensor(f"{own}:{number}")
                    seeds = self.graph.drawn_with([inner], self._bodies[node])
                    return self.moving_on(inner, [*seeds], tensor.dtype, node.line)
        return ""

    def argument(self, tensor: Any) -> Ref | None:
        """Return what a traced function was last given for a tensor, None if it is no argument."""
        for place in (at for at, one in enumerate(tensor.graph.inputs) if one is tensor):
            for node, _ in self._calls_of(tensor.graph):
                if place < len(node.inputs):
                    return node.inputs[place]
        return None

    def _calls_of(self, graph: Any) -> Iterator[tuple[Node, Body]]:
        """Yield the calls of a traced function, the one that counts first."""
        first = [one for one in self._calls if one[0] in self._preferred]
        for node, name, body in (*first, *reversed(self._calls)):
            # Calls of `f` are `__inference_f_1`, `__forward_f_2`.
            if f"_{graph.name}_" in name:
                yield node, body

    def foreign(self, tensors: Iterable[str]) -> dict[str, Leaf]:
        """Return the values that decide tensors, and that an operation made which is not here."""
        written = (one for one in self._outputs if isinstance(one, Leaf) and one.origin)
        leaves = {self._outputs[one][0]: one for one in written}
        computed = {one.split(":")[0] for one in tensors} - leaves.keys() if leaves else ()
        decide = self.graph.behind(*computed)
        return {name: leaf for name, leaf in leaves.items() if name in decide}

    def body(self, call: Node) -> slice | None:
        """Return which nodes of the graph stand in the place of a call, None if it is no call."""
        return self._bodies.get(call)

    def moving_on(self, name: str, moves: list[str], dtype: Any, line: int) -> str:
        """Return a tensor with which these operations run, if there are any."""
        if not moves:
            return name
        made = self.graph.node("Identity", "drawn", line)
        made.input.extend([short(name), *(f"^{one}" for one in moves)])
        made.attr["T"].type = dtype.as_datatype_enum
        return f"{made.name}:0"

    def prefer(self, node: Node) -> None:
        """Look into this node, and what it is computed from, for tensors of traced functions."""
        self._preferred |= ancestors([node])

    def emit(self, nodes: Iterable[Node]) -> None:
        """Write nodes and all that they are computed from. Raises TooLong."""
        new = ancestors(nodes) - self._outputs.keys()
        if len(new) + len(self.graph.lines) > MAX_NODES:
            raise TooLong
        for node in in_order(new):
            self._emit(node)

    def step(self, name: str, writes: dict[Node, Node], earlier: Iterable[Node] = ()) -> str:
        """Return an operation that does these writes once, in the order of the script.

        writes: the last of each variable. earlier: those before it.
        """
        nodes = ancestors([*earlier, *writes.values()])
        self.emit(nodes)
        self._preferred = self._preferred or nodes
        for variable, last in writes.items():
            touching = (node for node in nodes if any(one is variable for one, _ in node.inputs))
            reads: list[Node] = []
            before: list[Node] = []
            for node in in_order(touching):
                if node is last or variable in node.writes:
                    self.after(node, self._operations([*reads, *before]), variable)
                    reads, before = [], [node]
                else:
                    self.after(node, self._operations(before), variable)
                    reads.append(node)
        made = self.graph.node("NoOp", name, 0)
        made.input.extend(dict.fromkeys(f"^{self._controls[node]}" for node in writes.values()))
        return str(made.name)

    def after(self, node: Node, earlier: Iterable[str], variable: Node) -> None:
        """Let a node, or what touches the variable in the body of a call, wait for operations."""
        waiting = [self._made[node]]
        if node in self._bodies:
            handle = short(self.tensor((variable, 0)))
            body = self.graph.definition.node[self._bodies[node]]
            waiting = [made for made in body if handle in made.input]
        for control in [f"^{one}" for one in earlier]:
            for made in waiting:
                if control not in made.input:
                    made.input.append(control)

    # -- nodes ----------------------------------------------------------------------------------

    def _operations(self, nodes: Iterable[Node]) -> list[str]:
        return [self._controls[one] for one in nodes]

    def _emit(self, node: Node) -> None:
        if isinstance(node, Leaf):
            self._done(node, self._leaf(node))
        elif node.op == HANDLE:
            self._done(node, self._variable(node))
        elif node.op in CALLS or self._effects.is_function(node.op):
            self._call(node)
        else:
            made = self.graph.node(node.op, node.op, node.line)
            made.input.extend(short(self.tensor(ref)) for ref in node.inputs)
            self.graph.set_attributes(made, node.attributes())
            self.inliner.keep_functions(made)
            self._done(node, made)

    def _done(self, node: Node, made: Any) -> None:
        self._outputs[node] = [f"{made.name}:{k}" if k else made.name for k in range(node.outputs)]
        self._controls[node], self._made[node] = made.name, made

    def _leaf(self, leaf: Leaf) -> Any:
        if leaf.value is not None:
            return self.graph.constant(leaf.value, "Const", leaf.line)
        made = self.graph.node("Placeholder", "missing", leaf.line)
        made.attr["dtype"].type = 20  # a resource, which cannot travel: nothing can run it
        return made

    def _variable(self, node: Node) -> Any:
        given = node.attributes()
        name = str(given.get("debug_name") or "").strip("/") or "Variable"
        made = self.graph.node(HANDLE, name, node.line)
        tf = self.graph.tf
        made.attr["dtype"].type = tf.as_dtype(given["dtype"]).as_datatype_enum
        made.attr["shape"].shape.CopyFrom(tf.TensorShape(given["shape"]).as_proto())
        made.attr["shared_name"].s = made.name.encode()
        return made

    def _call(self, node: Node) -> None:
        called = node.attributes().get("f", node.op)
        name = called.decode() if isinstance(called, bytes) else str(called)
        inputs = [self.tensor(ref) for ref in node.inputs]
        start = len(self.graph.definition.node)
        body = self.inliner.inline(name, inputs, "call", node.line)
        self._calls.append((node, name, body))
        self._bodies[node] = slice(start, len(self.graph.definition.node))
        done = self.graph.node("NoOp", "called", node.line)
        must_run = [*body.must_run, *(result.split(":")[0] for result in body.results)]
        done.input.extend(f"^{one}" for one in dict.fromkeys(must_run))
        # Its results wait for what it does: TensorFlow saw to that when the function was traced.
        self._outputs[node], self._controls[node] = body.results, done.name
        self._made[node] = done
