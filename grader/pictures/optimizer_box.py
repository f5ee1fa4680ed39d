"""What an optimizer's box is fed by, as a person would say it: by the cost.

A gradient reads nearly every node, but seldom the cost itself: that of a sum or a mean does not
need its value. So of all that gradients read, only the ends are kept, and where the ends come
together in a sum or a mean, that is what is minimised.
"""

from collections.abc import Mapping, Sequence

from grader.foundation.model import GraphNode

# Their gradients do not read what they compute.
_LINEAR = frozenset(("Mean", "Sum", "Add", "AddN", "Sub", "Neg", "Mul", "RealDiv"))

Fed = Mapping[int, Sequence[int]]


def trained(box: int, fed: Fed, nodes: Sequence[GraphNode]) -> list[int]:
    """Return the boxes from which arrows lead to the training box."""
    reading: dict[int, list[int]] = {at: [] for at in fed}
    for end, starts in fed.items():
        for start in starts:
            if end != box:
                reading[start].append(end)
    feeders = set(fed[box])
    ends = [at for at in fed[box] if not feeders & _after(at, reading)]
    ends = [at for at in ends if nodes[at].kind != "variable"] or ends  # a step counter is no cost
    after = [_after(at, reading, nodes) for at in ends]
    common = set.intersection(*after) - {box} if after else set()
    before = [at for at in sorted(common) if at < box]
    return before[:1] or ends


def _after(start: int, reading: Fed, nodes: Sequence[GraphNode] | None = None) -> set[int]:
    """Return all boxes that depend on `start`; with nodes, through sums and means only."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for end in reading[waiting.pop()]:
            if end not in found and end != start and (nodes is None or nodes[end].op in _LINEAR):
                found.add(end)
                waiting.append(end)
    return found
