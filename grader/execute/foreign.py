"""What a graph holds beside the answer and may not be run: cut out, if no answer depends on it.

A script may draw its batches from a `tf.data` pipeline or a queue, read files in its graph, or call
back into Python for a picture. Such operations are not run here, so what depends on them does
nothing. A graph whose answers depend on them is left as it is, for `vet` to reject.
"""

from collections import defaultdict
from collections.abc import Collection, Set
from typing import Any

from grader.execute.nodes import called, node_name
from grader.foundation.operations import SAVERS


def cut_foreign(graph_def: Any, needed: Collection[str], allowed: Set[str]) -> set[str]:
    """Make no-ops of nodes that are not allowed and of all that depends on them.

    needed: names of nodes or tensors; nothing is cut if one of them depends on it. allowed:
    operation types. No node changes its place. Return the types that were cut out.
    """
    found = _foreign(graph_def, allowed)
    cut = _dependants(graph_def, set(found))
    if not cut or cut & {node_name(name) for name in needed}:
        return set()
    for node in graph_def.node:
        if node.name in cut:
            node.op = "NoOp"
            node.ClearField("attr")
            node.ClearField("input")
    _drop_functions(graph_def)
    return set(found.values())


def _foreign(graph_def: Any, allowed: Set[str]) -> dict[str, str]:
    """Return name and type of the nodes that are not allowed, or call what is not."""
    functions = {one.signature.name: one.node_def for one in graph_def.library.function}
    bad: set[str] = set()
    while True:
        good = allowed | (functions.keys() - bad)
        new = {
            name
            for name, nodes in functions.items()
            if name not in bad
            and any(node.op not in good or bad & {*called(node.attr)} for node in nodes)
        }
        if not new:
            break
        bad |= new
    return {
        node.name: node.op
        for node in graph_def.node
        if node.op not in good | SAVERS or bad & {*called(node.attr)}
    }


def _dependants(graph_def: Any, found: set[str]) -> set[str]:
    """Return `found`, the names of nodes, and the names of all that depend on them."""
    if not found:
        return found
    consumers = defaultdict(list)
    for node in graph_def.node:
        for name in node.input:
            consumers[node_name(name)].append(node.name)
    waiting = list(found)
    while waiting:
        new = [name for name in consumers[waiting.pop()] if name not in found]
        found.update(new)
        waiting.extend(new)
    return found


def _drop_functions(graph_def: Any) -> None:
    """Remove the functions that no node of the graph calls, directly or not."""
    functions = {one.signature.name: one.node_def for one in graph_def.library.function}
    kept: set[str] = set()
    waiting = [graph_def.node]
    while waiting:
        for node in waiting.pop():
            new = ({node.op, *called(node.attr)} & functions.keys()) - kept
            kept |= new
            waiting += [functions[name] for name in new]
    for number in reversed(range(len(graph_def.library.function))):
        if graph_def.library.function[number].signature.name not in kept:
            del graph_def.library.function[number]
