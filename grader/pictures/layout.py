"""A graph's boxes in columns, left to right, after Sugiyama, Tagawa and Toda (1981).

Columns by longest path; a long edge passes through a place of its own in every column between;
places are ordered by their neighbours' mean, and their heights settled the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[int, int]
_SWEEPS = 6
_PLACES = 600
_NARROW = 0.4  # rows that an edge takes where it passes between boxes


@dataclass(frozen=True)
class Layout:
    """column and row (a height in rows, from 0) of each box; for each edge the places it passes."""

    columns: tuple[int, ...]
    rows: tuple[float, ...]
    bends: dict[Edge, tuple[tuple[int, float], ...]]


def arrange(count: int, edges: Sequence[Edge]) -> Layout:
    """Return columns and rows for boxes 0 … count-1, which are in an order of dependence.

    An edge that points backwards in that order is drawn, but does not push anything to the right.
    """
    forward = [edge for edge in edges if 0 <= edge[0] < edge[1] < count]
    columns = _columns(count, forward)
    chains = _chains(columns, forward)
    where = dict(enumerate(columns))
    for chain in chains.values():
        where |= {place: columns[chain[0]] + step for step, place in enumerate(chain)}
    links = [link for chain in chains.values() for link in pairwise(chain)]
    layers, near = _ordered(where, links)
    rows = _settled(layers, near, _spine(where, near, count), count)
    bends = {
        edge: tuple((where[place], rows[place]) for place in chain[1:-1])
        for edge, chain in chains.items()
    }
    return Layout(tuple(columns), tuple(rows[at] for at in range(count)), bends)


def _columns(count: int, edges: Sequence[Edge]) -> list[int]:
    """Return each box's column: after all that feeds it; a source right before its first use."""
    column = [0] * count
    for start, end in sorted(edges, key=lambda edge: edge[1]):
        column[end] = max(column[end], column[start] + 1)
    fed = {end for _, end in edges}
    for at in range(count):
        uses = [column[end] for start, end in edges if start == at]
        if at not in fed and uses:
            column[at] = min(uses) - 1
    return column


def _chains(columns: Sequence[int], edges: Sequence[Edge]) -> dict[Edge, list[int]]:
    """Return for each edge its boxes with new places between, at most _PLACES in all."""
    chains: dict[Edge, list[int]] = {}
    following = len(columns)
    for start, end in edges:
        between = columns[end] - columns[start] - 1
        if following - len(columns) + between > _PLACES:
            between = 0
        chains[start, end] = [start, *range(following, following + between), end]
        following += between
    return chains


Neighbours = dict[int, list[int]]


def _ordered(where: dict[int, int], links: Sequence[Edge]) -> tuple[list[list[int]], Neighbours]:
    """Return the columns, each ordered so that few edges cross, and who is linked with whom."""
    layers: list[list[int]] = [[] for _ in range(max(where.values(), default=-1) + 1)]
    for place in sorted(where):
        layers[where[place]].append(place)
    near: Neighbours = {place: [] for place in where}
    for start, end in links:
        near[start].append(end)
        near[end].append(start)
    for sweep in range(_SWEEPS):
        rank = {place: at for layer in layers for at, place in enumerate(layer)}
        step = 1 if sweep % 2 == 0 else -1
        for layer in layers[::step]:
            fixed = {
                place: [rank[one] for one in near[place] if (where[one] - where[place]) * step < 0]
                for place in layer
            }
            layer.sort(key=lambda place: _mean(fixed[place], rank[place]))
            rank |= {place: at for at, place in enumerate(layer)}
    return layers, near


def _settled(
    layers: Sequence[list[int]], near: Neighbours, spine: set[int], real: int
) -> dict[int, float]:
    """Return a height for each place: the spine straight, others near their neighbours' mean."""
    rows = {place: float(at) for layer in layers for at, place in enumerate(layer)}
    rows |= dict.fromkeys(spine, 0.0)
    for sweep in range(2 * _SWEEPS):
        for layer in layers[:: 1 if sweep % 2 == 0 else -1]:
            at = next((at for at, place in enumerate(layer) if place in spine), 0)
            wanted = [_mean([rows[one] for one in near[place]], rows[place]) for place in layer]
            sizes = [1.0 if place < real else _NARROW for place in layer]
            below = _apart([0.0, *wanted[at + 1 :]], sizes[at:])
            above = _apart([0.0, *(-row for row in wanted[:at][::-1])], sizes[at::-1])[1:]
            rows |= dict(zip(layer, [-row for row in above[::-1]] + below, strict=True))
    lowest = min(rows.values(), default=0.0)
    return {place: round(row - lowest, 3) for place, row in rows.items()}


def _spine(where: dict[int, int], near: Neighbours, real: int) -> set[int]:
    """Return one place in each column: a longest way, through real boxes where it can be."""
    last = max(where.values(), default=-1)
    here = min((place for place in where if where[place] == last), default=-1)
    found = {here} if where else set()
    while here in where and where[here] > 0:
        before = [one for one in near[here] if where[one] == where[here] - 1]
        if not before:
            break
        here = min(before, key=lambda one: (_is_source(one, where, near), one >= real, one))
        found.add(here)
    return found


def _is_source(place: int, where: dict[int, int], near: Neighbours) -> bool:
    return all(where[one] > where[place] for one in near[place])


def _apart(rows: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return the rows, each moved down as far as its own and the last one's size make it."""
    found: list[float] = []
    for at, row in enumerate(rows):
        found.append(max(row, found[-1] + (sizes[at - 1] + sizes[at]) / 2) if found else row)
    return found


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else float(otherwise)
