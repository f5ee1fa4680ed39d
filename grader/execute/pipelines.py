"""Data pipelines of a script, cut out of its graph: they fed its loop, and the judge feeds itself.

A script may draw its batches from a `tf.data` pipeline, fetch them and feed them. Such operations
are not run here, so what depends on them does nothing. A graph whose globals depend on them is left
as it is, for `vet` to reject.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from grader.execute.nodes import called, node_name
from grader.execute.ops import PIPELINES


def cut_pipelines(graph_def: Any, needed: Collection[str]) -> None:
    """Make no-ops of pipelines and all that depends on them, unless that is in `needed`.

    needed: names of nodes or tensors. No node changes its place.
    """
    cut = _dependants(graph_def)
    if not cut or cut & {node_name(name) for name in needed}:
        return
    for node in graph_def.node:
        if node.name in cut:
            node.op = "NoOp"
            node.ClearField("attr")
            node.ClearField("input")
    _drop_functions(graph_def)


def _dependants(graph_def: Any) -> set[str]:
    """Return the names of the pipelines' nodes and of those that depend on them."""
    found = {node.name for node in graph_def.node if node.op in PIPELINES}
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
