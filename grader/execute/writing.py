"""Which variables an operation writes: itself, in a branch, in a loop, in a function.

What a branch or a loop writes is handed to it through operations that pass a variable on.
"""

from collections.abc import Callable, Iterable
from typing import Any

from grader.execute.index import NodeIndex
from grader.execute.nodes import VARIABLE_OPS, called, node_name

WRITES = (
    "Assign",
    "Apply",
    "SparseApply",
    "Scatter",
    "StridedSliceAssign",
    "ResourceApply",
    "ResourceSparseApply",
    "ResourceScatter",
    "ResourceStridedSlice",
)
# These write their first input alone; other updates write every variable that they are given.
_ONE = (
    "Assign",
    "ApplyGradientDescent",
    "ResourceApplyGradientDescent",
    "Scatter",
    "ResourceScatter",
    "StridedSliceAssign",
    "ResourceStridedSlice",
)
_NEW = frozenset(("ScatterNd", "ScatterNdNonAliasingAdd"))  # named as writes, they make a tensor
# What passes a variable on: a reference or the handle of a resource.
_REFERENCES = frozenset(
    ("RefSwitch", "RefMerge", "RefEnter", "RefExit", "RefNextIteration", "RefIdentity", "RefSelect")
)
_HANDLES = frozenset(
    ("Switch", "Merge", "Enter", "Exit", "NextIteration", "Identity", "IdentityN", "Select")
)
_FIRST = frozenset(("Switch", "RefSwitch"))


class Writing:
    """Answers for one graph; `library` holds its functions (FunctionDef)."""

    def __init__(self, nodes: NodeIndex, library: Iterable[Any]) -> None:
        self._nodes = nodes
        self._functions = {one.signature.name: one for one in library}
        self._places: dict[str, frozenset[int]] = {}

    def by_running(self, name: str) -> list[str]:
        """Return the variables that running a node writes. Raises UnknownName."""
        found = (self.of(one) for one in self._nodes.ancestors(node_name(name)))
        return sorted(set[str]().union(*found))

    def of(self, name: str) -> set[str]:
        """Return the variables that a node itself writes."""
        node = self._nodes.get(name)
        texts = self._written(node)
        found = [_roots(text, self._nodes.get) for text in texts]
        if texts and not found[0] and node.op.startswith(WRITES):
            found = [self._nodes.touched(node_name(texts[0]))]  # nobody knows which of them
        return set[str]().union(*found)

    # -- inside ---------------------------------------------------------------------------------

    def _written(self, node: Any) -> list[str]:
        """Return those inputs of a node that it writes, or may write."""
        given = [text for text in node.input if not text.startswith("^")]
        if node.op in _NEW:
            return []
        if node.op.startswith(WRITES):
            return given[:1] if node.op.startswith(_ONE) else given
        places = set[int]()
        for name in {*called(node.attr), node.op} & self._functions.keys():
            # A branch of a condition has no argument for the condition itself.
            shift = len(given) - len(self._functions[name].signature.input_arg)
            places |= {at + max(0, shift) for at in self._of_function(name)}
        return [given[at] for at in sorted(places) if at < len(given)]

    def _of_function(self, name: str) -> frozenset[int]:
        """Return which arguments a function writes."""
        if name not in self._places:
            self._places[name] = frozenset()  # a vetted library has no circle
            function = self._functions[name]
            arguments = {arg.name: at for at, arg in enumerate(function.signature.input_arg)}
            body = {node.name: node for node in function.node_def}
            written = set[int]()
            for node in function.node_def:
                for text in self._written(node):
                    found = _roots(text, body.get, arguments)
                    unknown = not found and node.op.startswith(WRITES) and text == node.input[0]
                    written |= {arguments[one] for one in (arguments if unknown else found)}
            self._places[name] = frozenset(written)
        return self._places[name]


def _roots(text: str, get: Callable[[str], Any], arguments: Iterable[str] = ()) -> set[str]:
    """Return the variables, or arguments of a function, that an input of a node may be."""
    found, waiting = set[str](), [(node_name(text), False)]
    seen = {*waiting}
    while waiting:
        name, is_value = waiting.pop()
        node = get(name)
        if name in arguments:
            found.add(name)
        elif node is None:
            continue
        elif node.op in VARIABLE_OPS:
            if node.op == "VarHandleOp" or not is_value:
                found.add(name)
        elif node.op in _REFERENCES | _HANDLES:
            inputs = [one for one in node.input if not one.startswith("^")]
            for one in inputs[:1] if node.op in _FIRST else inputs:
                pair = node_name(one), is_value or node.op in _HANDLES
                if pair not in seen:
                    seen.add(pair)
                    waiting.append(pair)
    return found
