"""Several nodes as one box: what one call made, and, in a large graph, whole name scopes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

# A scope of the student's own around one line holds a layer: multiplication, sum, activation.
# What TensorFlow makes of one call has more nodes than that.
_LAYER = 3
_DEPTH = 12


def fold(
    boxes: Mapping[int, str], labels: Mapping[int, str], lines: Sequence[int], most: int
) -> dict[int, str]:
    """Return the box of each node, nodes of one call in one box.

    boxes: a node's name, or its box if it has one already. lines: the student's line that made each
    node. If more than `most` boxes are left, name scopes are folded, the deepest first.
    """
    found = _by_call(boxes, lines)
    depth = min(_DEPTH, max((name.count("/") for name in found.values()), default=0))
    while depth > 0 and len(set(found.values())) > most:
        found = {
            at: box if at in labels else "/".join(box.split("/")[:depth])
            for at, box in found.items()
        }
        depth -= 1
    return found


def _by_call(boxes: Mapping[int, str], lines: Sequence[int]) -> dict[int, str]:
    """Fold each outermost scope whose nodes, more than a layer's, all come from one line."""
    made_by: defaultdict[str, set[int]] = defaultdict(set)
    sizes: Counter[str] = Counter()
    for at, name in boxes.items():
        for scope in scopes_of(name):
            sizes[scope] += 1
            made_by[scope].add(lines[at] if at < len(lines) else 0)
    found = {}
    for at, name in boxes.items():
        calls = (s for s in scopes_of(name) if len(made_by[s]) == 1 and 0 not in made_by[s])
        found[at] = next((scope for scope in calls if sizes[scope] > _LAYER), name)
    return found


def scopes_of(name: str) -> Iterator[str]:
    """Yield the outermost scopes around a name, at most _DEPTH."""
    parts = name.split("/", _DEPTH)
    for end in range(1, len(parts)):
        yield "/".join(parts[:end])
