"""Tensors that are drawn anew in each run: what moves their seeds on runs with them."""

from typing import Any

from grader.collect.eager.emitter import Emitter
from grader.collect.eager.nodes import Node, Ref, ancestors, copies, in_order


def advancing(emitter: Emitter, ref: Ref, dtype: Any, counters: dict[Node, Node]) -> str:
    """Return a tensor whose every run also moves on the seeds that it reads.

    counters: the last write of each seed that the script moved on eagerly. What functions that it
    called did to the seeds of their own results is in the bodies of the calls.

    Each read of a seed finds it moved on since the one before, as it was for the script.
    """
    name, nodes = emitter.fetched(ref), in_order(ancestors([ref[0]]))
    called = _in_calls(emitter, ref, nodes)
    seeds = {emitter.tensor((one, 0)).split(":")[0]: one for node in called for one in node.writes}
    drawn = {seeds[one] for moves in called.values() for one in moves.values() if one in seeds}
    moved: list[str] = []
    for variable in dict.fromkeys((*counters, *in_order(drawn))):
        handle = emitter.tensor((variable, 0)).split(":")[0]
        before: list[str] = []
        for read in (one for one in nodes if any(node is variable for node, _ in one.inputs)):
            emitter.after(read, before, variable)
            if variable in read.writes:  # a function that reads and moves it
                inside = [move for move, seed in called.get(read, {}).items() if seed == handle]
                before = inside or before
            elif variable in counters:
                before = _moved(emitter, counters[variable], variable, read, before)
            moved += before
    return emitter.moving_on(name, [*dict.fromkeys(moved)], dtype, ref[0].line)


def _in_calls(emitter: Emitter, ref: Ref, nodes: list[Node]) -> dict[Node, dict[str, str]]:
    """Return for each call among nodes what it moves on for those of its results that are used."""
    used = {ref, *(one for node in nodes for one in node.inputs)}
    found = {}
    for node in nodes:
        if (body := emitter.body(node)) is not None:
            results = [emitter.tensor(one) for one in used if one[0] is node]
            found[node] = emitter.graph.drawn_with(results, body)
    return found


def _moved(
    emitter: Emitter, write: Node, variable: Node, read: Node, before: list[str]
) -> list[str]:
    """Write once more what moves a seed on, after a read of it; return the operation."""
    moves = copies([write], variable)
    emitter.emit([moves[-1]])
    for one in moves:
        if any(node is variable for node, _ in one.inputs):
            emitter.after(one, [emitter.operation(read), *before], variable)
    return [emitter.operation(moves[-1])]
