"""From a graph's nodes to the picture of what the student wrote.

TensorFlow adds far more nodes than they do: initialisers, reads, savers, gradients, the insides of
`tf.nn.dropout`. Those are hidden or folded into one box; their globals give the boxes their names.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from grader.collect.claims import Handle
from grader.execute.nodes import VARIABLE_OPS, node_name
from grader.execute.protocol import OutlineNode
from grader.foundation.model import GraphNode, GraphPicture
from grader.foundation.text import clean_line
from grader.pictures.folding import fold, scopes_of
from grader.pictures.optimizer_box import trained

MOST_OPERATIONS = 5000
MOST_BOXES = 60
MOST_ARROWS = 240
_PLUMBING = frozenset(
    ("Assign", "AssignVariableOp", "VarIsInitializedOp", "IsVariableInitialized", "NoOp", "Assert")
)
_SETTINGS = frozenset(("Shape", "ShapeN", "Rank", "Size", "Range"))
_TRANSPARENT = frozenset(("Identity", "ReadVariableOp", "Snapshot"))
_TRAINING = re.compile(r"(?:Resource)?(?:Sparse)?Apply")
_GRADIENTS = re.compile(r"(?:^|/)gradients(?:_\d+)?/")
_SAVER = re.compile(r"(?:^|/)save(?:_\d+)?/")
_VERSION = re.compile(r"V\d+$")


@dataclass(frozen=True)
class Wiring:
    """A graph as positions: inputs and consumers of each node, and the student's names."""

    nodes: Sequence[OutlineNode]
    inputs: Sequence[tuple[int, ...]]
    consumers: Sequence[tuple[int, ...]]
    labels: Mapping[int, str]


def draw(
    nodes: Sequence[OutlineNode],
    handles: Mapping[str, Handle],
    lines: Sequence[int],
    required: Collection[str] = (),
) -> GraphPicture:
    """Return the picture of a graph; at most MOST_BOXES boxes.

    lines: the student's line that made each node. required: names that are shown rather than others
    for the same node.
    """
    wiring = wire_up(nodes, _by_importance(handles, required))
    boxes = _training(wiring)
    training = set(boxes.values())
    hidden = _hidden(wiring, boxes)
    shown = [at for at in range(len(nodes)) if at not in hidden]
    boxes |= {at: nodes[at].name for at in shown if at not in boxes}
    boxes = fold(boxes, wiring.labels, lines, MOST_BOXES)
    members: dict[str, list[int]] = {}
    for at in sorted(boxes):
        members.setdefault(boxes[at], []).append(at)
    order = sorted(members, key=lambda box: members[box][-1])
    kept = _most_telling(order, members, wiring.labels)
    numbers = {box: number for number, box in enumerate(kept)}
    shown_boxes = tuple(_box(box, members[box], wiring) for box in kept)
    fed = _edges(wiring, boxes, numbers)
    for box in training & numbers.keys():
        fed[numbers[box]] = trained(numbers[box], fed, shown_boxes)
    edges = [(start, end) for end, starts in fed.items() for start in starts]
    return GraphPicture(shown_boxes, tuple(edges[:MOST_ARROWS]), len(order) - len(kept))


def _by_importance(handles: Mapping[str, Handle], required: Collection[str]) -> dict[str, Handle]:
    """Return the globals: required names first, then short ones."""
    return dict(
        sorted(
            handles.items(),
            key=lambda item: (item[0].partition("[")[0] not in required, len(item[0]), item[0]),
        )
    )


def wire_up(nodes: Sequence[OutlineNode], handles: Mapping[str, Handle]) -> Wiring:
    """Return who feeds whom; a name that reads a variable, or passes a value on, is followed."""
    places = {node.name: at for at, node in enumerate(nodes)}
    raw = [
        [
            places[node_name(name)]
            for name in node.inputs
            if not name.startswith("^") and node_name(name) in places
        ]
        for node in nodes
    ]
    behind = _sources(nodes, raw, frozenset())
    labels: dict[int, str] = {}
    for path, handle in handles.items():
        at = places.get(node_name(handle.name))
        if at is not None and handle.kind in ("variable", "tensor", "operation"):
            is_variable = nodes[behind[at]].op in VARIABLE_OPS
            labels.setdefault(behind[at] if is_variable else at, path)
    sources = _sources(nodes, raw, frozenset(labels))
    inputs = [tuple(sources[one] for one in found) for found in raw]
    consumers: list[list[int]] = [[] for _ in nodes]
    for at, found in enumerate(inputs):
        for source in dict.fromkeys(found):
            consumers[source].append(at)
    return Wiring(nodes, inputs, [tuple(found) for found in consumers], labels)


def _sources(
    nodes: Sequence[OutlineNode], raw: Sequence[Sequence[int]], named: frozenset[int]
) -> list[int]:
    """Return for each node the one whose value it passes on, itself if it does anything."""
    found = list(range(len(nodes)))
    for at, node in enumerate(nodes):
        if node.op in _TRANSPARENT and at not in named and raw[at] and raw[at][0] < at:
            found[at] = found[raw[at][0]]
    return found


def _training(wiring: Wiring) -> dict[int, str]:
    """Return the box of every node of an optimizer, of its gradients and of its own memory."""
    scopes = dict.fromkeys(
        node.name.partition("/update_")[0].partition("/Resource")[0].partition("/Apply")[0]
        for node in wiring.nodes
        if _TRAINING.match(node.op)
    )
    gradients = next(iter(scopes), "gradients")
    boxes = {}
    for at, node in enumerate(wiring.nodes):
        inside = next((s for s in (*scopes_of(node.name), node.name) if s in scopes), "")
        if inside or _GRADIENTS.search(node.name):
            boxes[at] = inside or gradients
    for at, node in enumerate(wiring.nodes):
        passing = _PLUMBING | _TRANSPARENT  # who uses what these pass on is a consumer, too
        users = [u for u in wiring.consumers[at] if wiring.nodes[u].op not in passing]
        slot = node.op in VARIABLE_OPS and at not in wiring.labels and users
        if slot and all(user in boxes for user in users):
            boxes[at] = boxes[users[0]]
    return boxes


def _hidden(wiring: Wiring, boxes: Mapping[int, str]) -> set[int]:
    """Return the nodes that are no part of the picture, consumers before what feeds them."""
    hidden: set[int] = set()
    for at in range(len(wiring.nodes) - 1, -1, -1):
        node = wiring.nodes[at]
        if at in boxes or (at in wiring.labels and node.op not in _PLUMBING):
            continue
        users = wiring.consumers[at]
        kept = node.op in VARIABLE_OPS or node.op.startswith("Placeholder")
        if (
            node.op in _PLUMBING | _TRANSPARENT | _SETTINGS
            or node.op.endswith("Summary")
            or _SAVER.search(node.name)
            or (node.op == "Const" and (not users or _is_setting(node)))
            or (not kept and users and all(user in hidden for user in users))
        ):
            hidden.add(at)
    return hidden


def _is_setting(node: OutlineNode) -> bool:
    """Say whether a constant is a setting (an axis, a rate) rather than data."""
    return not node.shape or not node.dtype.startswith(("float", "double", "bfloat"))


def _most_telling(
    order: list[str], members: Mapping[str, list[int]], labels: Mapping[int, str]
) -> list[str]:
    """Return at most MOST_BOXES boxes, named ones first, in their order."""
    if len(order) <= MOST_BOXES:
        return order
    unnamed = [box for box in order if not any(at in labels for at in members[box])]
    surplus = len(order) - MOST_BOXES
    dropped = set(unnamed[:surplus])
    return [box for box in order if box not in dropped][:MOST_BOXES]


def _box(box: str, members: Sequence[int], wiring: Wiring) -> GraphNode:
    found = [wiring.labels[at] for at in members if at in wiring.labels]
    label = clean_line(found[-1], 40) if found else ""
    node = wiring.nodes[members[-1]]
    if len(members) > 1 or box != node.name:
        op = re.sub(r"_\d+$", "", box.rsplit("/", 1)[-1])
        return GraphNode(clean_line(op, 40), "group", label)
    if node.op in VARIABLE_OPS:
        return GraphNode("variable", "variable", label or clean_line(node.name, 40), _shape(node))
    if node.op.startswith("Placeholder"):
        return GraphNode("placeholder", "input", label or clean_line(node.name, 40), _shape(node))
    if node.op == "Const":
        return GraphNode("constant", "constant", label, _shape(node))
    return GraphNode(clean_line(_VERSION.sub("", node.op), 40), "operation", label)


def _shape(node: OutlineNode) -> str:
    if node.shape is None:
        return ""
    return "×".join("?" if side < 0 else str(side) for side in node.shape[:6]) or "number"


def _edges(
    wiring: Wiring, boxes: Mapping[int, str], numbers: Mapping[str, int]
) -> dict[int, list[int]]:
    """Return for each box the boxes that feed it, each once, in the order of inputs."""
    fed: dict[int, list[int]] = {number: [] for number in numbers.values()}
    for at, box in boxes.items():
        for source in wiring.inputs[at]:
            start, end = numbers.get(boxes.get(source, "")), numbers.get(box)
            if start is not None and end is not None and start not in (end, *fed[end]):
                fed[end].append(start)
    return fed
