"""Which boxes of two graphs have no counterpart in the other.

A right graph may be built quite differently, so a mark is a pointer, never a verdict. Boxes of the
same name and operation are counterparts; the others are paired with one of the same operation that
has the most neighbours in common. A name that stands at different boxes marks both.
"""

from collections.abc import Iterable, Sequence

import msgspec

from grader.model import GraphNode, GraphPicture

_ALIKE = {"batchmatmul": "matmul", "biasadd": "add", "addn": "add"}


def mark(one: GraphPicture, other: GraphPicture) -> tuple[GraphPicture, GraphPicture]:
    """Return both pictures with every box marked that has no counterpart."""
    pairs = _pairs(one, other)
    shared = {node.label for node in one.nodes} & {node.label for node in other.nodes} - {""}
    moved = {
        at
        for at, there in pairs.items()
        if one.nodes[at].label != other.nodes[there].label and one.nodes[at].label in shared
    }
    elsewhere = {
        there
        for at, there in pairs.items()
        if one.nodes[at].label != other.nodes[there].label and other.nodes[there].label in shared
    }
    return (
        _marked(one, set(pairs) - moved),
        _marked(other, set(pairs.values()) - elsewhere),
    )


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


def _marked(picture: GraphPicture, alike: set[int]) -> GraphPicture:
    nodes = tuple(
        msgspec.structs.replace(node, differs=at not in alike)
        for at, node in enumerate(picture.nodes)
    )
    return msgspec.structs.replace(picture, nodes=nodes)
