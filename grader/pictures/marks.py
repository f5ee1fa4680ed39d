"""Which boxes of two graphs have no counterpart in the other.

A right graph may be built quite differently, so a mark is a pointer, never a verdict. Boxes of the
same name and operation are counterparts; the others are paired with one of the same operation that
has the most neighbours in common. A name that stands at different boxes marks both, and so does an
arrow from another box, where both pictures have that box.
"""

from collections.abc import Iterable, Sequence, Set

import msgspec

from grader.foundation.model import GraphNode, GraphPicture

_ALIKE = {"batchmatmul": "matmul", "biasadd": "add", "addn": "add"}


def mark(one: GraphPicture, other: GraphPicture) -> tuple[GraphPicture, GraphPicture]:
    """Return both pictures with every box marked that has no counterpart, or is fed otherwise."""
    pairs = _pairs(one, other)
    shared = {node.label for node in one.nodes} & {node.label for node in other.nodes} - {""}
    renamed = [
        (at, there)
        for at, there in pairs.items()
        if one.nodes[at].label != other.nodes[there].label
    ]
    here = {at for at, _ in renamed if one.nodes[at].label in shared}
    beyond = {there for _, there in renamed if other.nodes[there].label in shared}
    alike = {at: there for at, there in pairs.items() if at not in here and there not in beyond}
    refed = {at for at in alike if _fed_otherwise(at, one, other, alike)}
    return (
        _marked(one, pairs.keys() - here - refed),
        _marked(other, set(pairs.values()) - beyond - {pairs[at] for at in refed}),
    )


def _fed_otherwise(at: int, one: GraphPicture, other: GraphPicture, alike: dict[int, int]) -> bool:
    """Say whether a box is fed by others than its counterpart, all of which both pictures have."""
    here = {start for start, end in one.edges if end == at}
    there = {start for start, end in other.edges if end == alike[at]}
    known = here <= alike.keys() and there <= set(alike.values())
    return known and {alike[start] for start in here} != there


def _pairs(one: GraphPicture, other: GraphPicture) -> dict[int, int]:
    """Return the counterpart in `other` of each box that has one."""
    named = {node.label: at for at, node in enumerate(other.nodes) if node.label}
    pairs = {
        at: named[node.label]
        for at, node in enumerate(one.nodes)
        if node.label in named and _kind(node) == _kind(other.nodes[named[node.label]])
    }
    here, beyond = _neighbours(one), _neighbours(other)
    for at, node in enumerate(one.nodes):
        if at in pairs:
            continue
        taken = set(pairs.values())
        free = [
            there
            for there, candidate in enumerate(other.nodes)
            if there not in taken and _kind(candidate) == _kind(node)
        ]
        if free:
            wanted = {pairs[near] for near in here[at] if near in pairs}
            pairs[at] = _nearest(free, wanted, beyond)
    return pairs


def _nearest(free: Iterable[int], wanted: set[int], near: Sequence[set[int]]) -> int:
    return max(free, key=lambda there: (len(wanted & near[there]), -there))


def _kind(node: GraphNode) -> tuple[str, str]:
    if node.kind == "variable":
        return "variable", node.shape
    if node.kind in ("input", "constant"):
        return node.kind, ""
    return "operation", _ALIKE.get(node.op.lower(), node.op.lower())


def _neighbours(picture: GraphPicture) -> Sequence[set[int]]:
    found: list[set[int]] = [set() for _ in picture.nodes]
    for start, end in picture.edges:
        found[start].add(end)
        found[end].add(start)
    return found


def _marked(picture: GraphPicture, alike: Set[int]) -> GraphPicture:
    nodes = tuple(
        msgspec.structs.replace(node, differs=at not in alike)
        for at, node in enumerate(picture.nodes)
    )
    return msgspec.structs.replace(picture, nodes=nodes)
