"""What one write of a variable does: it trains, draws anew, moves on or begins another pass."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.collect.eager.nodes import HANDLE, Leaf, Node, ancestors, in_order, untraced
from grader.foundation.operations import RANDOM

_PLAIN = ("Cast", "Const", "Identity")  # what makes a number of the script's a tensor


def moves_on(variable: Node, write: Node) -> bool:
    """Say whether a write sets a variable of whole numbers by nothing but what it held."""
    if "int" not in str(variable.attributes().get("dtype")):
        return False
    return {node for node in ancestors({write}) if node.op == HANDLE} == {variable}


def draws(write: Node) -> bool:
    """Say whether a write gives a variable numbers drawn at random, whatever it and others held."""
    if write.op != "AssignVariableOp":
        return False
    drawn, seen, waiting = False, set[Node](), [write.inputs[1][0]]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if node.op == HANDLE and "int" not in str(node.attributes().get("dtype")):
            return False  # in most loops the first that is found: a variable without its gradient
        drawn = drawn or "Random" in node.op or "TruncatedNormal" in node.op
        waiting += [one for one, _ in reversed(node.inputs)]
    return drawn


def is_idle(written: tuple[Node, Node]) -> bool:
    """Say whether a write trains nothing: it draws numbers anew, or moves a seed on."""
    variable, write = written
    return draws(write) or moves_on(variable, write)


def sets_a_number(variable: Node, write: Node) -> bool:
    """Say whether a write gives a variable that is one number a value of the script's own."""
    about = variable.attributes()
    if write.op != "AssignVariableOp" or "float" not in str(about.get("dtype")):
        return False
    if len(about.get("shape", "?")):
        return False
    found = ancestors([write.inputs[1][0]])
    return all(isinstance(node, Leaf) or node.op in _PLAIN for node in found)


def goes_on(write: Node, before: Iterable[Node], since: float) -> bool:
    """Say whether a write of a variable belongs to the pass that has written it already.

    So it is where a pass changes a variable in several ways, as an optimizer with `weight_decay`
    does: the write takes no data but what was computed before the first one, and is like none of
    them. before: the writes of its variables in the pass. since: when the first write was done.
    """
    if _takes_data(write, since):
        return False
    form = structure([write])[0]
    return all(structure([one])[0] != form for one in before)


def _takes_data(write: Node, since: float) -> bool:
    """Say whether data, or numbers drawn at random, decided a write later than `since`."""
    seen, waiting = {write}, [write]
    while waiting:
        for node, _ in reversed(waiting.pop().inputs):
            if node in seen:
                continue
            seen.add(node)
            if node.order > since and not isinstance(node, Leaf):
                if node.op in RANDOM:
                    return True
                waiting.append(node)
            elif node.op != HANDLE:
                behind = ancestors([node])  # what variables decide is the pass's own
                if not any(one.op == HANDLE for one in behind) and any(map(_is_data, behind)):
                    return True
    return False


def _is_data(node: Node) -> bool:
    """Say whether a node is a value that is neither one number nor a shape, or is drawn."""
    if not isinstance(node, Leaf):
        return node.op in RANDOM
    if not isinstance(node.value, np.ndarray):
        return True
    return node.value.ndim > (node.value.dtype.kind in "iu")


def structure(writes: Iterable[Node]) -> tuple[int, set[Node], set[Node]]:
    """Return what is equal for steps alike, the nodes that variables decide, and all nodes."""
    nodes = ancestors(writes)
    numbers: dict[Node, Any] = {}
    shape: list[Any] = []
    changing: set[Node] = set()
    for node in in_order(nodes):
        if type(node) is Leaf:  # TensorFlow may or may not make one of equal constants
            numbers[node] = node.form
            continue
        numbers[node] = len(shape)
        own = id(node) if node.op == HANDLE else 0  # which variable it is belongs to the structure
        inputs = [one for one, _ in node.inputs]
        if own or not changing.isdisjoint(inputs):
            changing.add(node)
        shape.append((untraced(node.op), own, tuple([numbers[one] for one in inputs])))
    return hash(tuple(shape)), changing, nodes
