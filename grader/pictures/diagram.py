"""A graph's picture as geometry for SVG, and as Mermaid for Markdown."""

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.foundation.model import GraphNode, GraphPicture
from grader.pictures.bands import BOX_HEIGHT, Bands, banded
from grader.pictures.layout import Edge, Layout, arrange

_WIDEST, _NARROWEST, _GLYPH = 24, 8, 7.3
_PLAIN = re.compile(r"[^A-Za-z0-9 ]")


@dataclass(frozen=True)
class Box:
    """A node: title and detail are its two lines of text, cut to its width; full is neither.

    suspect: it is what the first failed check is about.
    """

    x: float
    y: float
    width: float
    height: float
    title: str
    detail: str
    full: str
    kind: str
    differs: bool
    suspect: bool


@dataclass(frozen=True)
class Diagram:
    """Boxes and the paths of arrows in a box of `width` by `height`; says is the same in words."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    says: tuple[str, ...]


@lru_cache(maxsize=64)  # a class hands in the same few graphs
def draw_graph(picture: GraphPicture, suspect: str = "") -> Diagram:
    """Return the geometry of a picture; the box with the label `suspect` is outlined."""
    nodes = picture.nodes
    edges = _edges(picture)
    layout = arrange(len(nodes), edges)
    widths = [0.0] * (max(layout.columns, default=0) + 1)
    for node, column in zip(nodes, layout.columns, strict=True):
        longest = max(_NARROWEST, min(_WIDEST, max(map(len, _lines(node)))))
        widths[column] = max(widths[column], round(longest * _GLYPH + 20, 1))
    bands = banded(layout, widths, edges)
    boxes = tuple(
        _box(node, bands, (column, row), bool(suspect) and node.label == suspect)
        for node, column, row in zip(nodes, layout.columns, layout.rows, strict=True)
    )
    arrows = tuple(_arrow(edge, layout, bands) for edge in edges)
    return Diagram(bands.width, bands.height, boxes, arrows, tuple(_sentences(picture, suspect)))


def mermaid(picture: GraphPicture) -> str:
    """Return a picture as a Mermaid flow chart; every label is inert."""
    shapes = {"input": ("([", "])"), "variable": ("[(", ")]"), "group": ("[[", "]]")}
    lines = ["flowchart LR"]
    for at, node in enumerate(picture.nodes):
        opening, closing = shapes.get(node.kind, ("[", "]"))
        text = "<br/>".join(_coded(line) for line in _lines(node) if line)
        lines.append(f'    n{at}{opening}"{text}"{closing}')
    lines += [f"    n{start} --> n{end}" for start, end in _edges(picture)]
    marked = [f"n{at}" for at, node in enumerate(picture.nodes) if node.differs]
    if marked:
        lines.append("    classDef differs stroke-width:3px,stroke-dasharray:6 3")
        lines.append(f"    class {','.join(marked)} differs")
    return "\n".join(lines)


def _edges(picture: GraphPicture) -> list[tuple[int, int]]:
    """Return the edges between boxes that are there."""
    return [edge for edge in picture.edges if min(edge) >= 0 and max(edge) < len(picture.nodes)]


def _lines(node: GraphNode) -> tuple[str, str]:
    """Return the two lines of a box: name or operation, then what else is known."""
    detail = f"{node.op} {node.shape}".strip()
    return (node.label, detail) if node.label else (node.op, node.shape)


def _box(node: GraphNode, bands: Bands, place: tuple[int, float], suspect: bool) -> Box:
    title, detail = (_cut(line) for line in _lines(node))
    full = ": ".join(filter(None, _lines(node)))
    x, y, width = bands.lefts[place[0]], bands.y(*place), bands.widths[place[0]]
    return Box(x, y, width, BOX_HEIGHT, title, detail, full, node.kind, node.differs, suspect)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _arrow(edge: Edge, layout: Layout, bands: Bands) -> str:
    """Return a path from a box's right side to another's left, through the edge's places."""
    (column, row), *way = [
        (layout.columns[edge[0]], layout.rows[edge[0]]),
        *layout.bends.get(edge, ()),
        (layout.columns[edge[1]], layout.rows[edge[1]]),
    ]
    x, y = bands.lefts[column] + bands.widths[column], bands.y(column, row) + BOX_HEIGHT / 2
    path = [f"M{x:.1f} {y:.1f}"]
    for step, (ahead, row) in enumerate(way, 1):
        last = step == len(way)
        end, across = bands.lefts[ahead] - 5 * last, bands.y(ahead, row) + BOX_HEIGHT / 2
        apart = bands.numbers[ahead] != bands.numbers[column]
        path.append(
            f"{bands.detour(edge, ahead, across)}H{end:.1f}" if apart else _curve(x, y, end, across)
        )
        column, x, y = ahead, bands.lefts[ahead] + bands.widths[ahead], across
        path += [] if last else [f"H{x:.1f}"]
    return "".join(path)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    bend = max(14.0, abs(to_x - x) / 2)
    return f"C{x + bend:.1f} {y:.1f} {to_x - bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


def _sentences(picture: GraphPicture, suspect: str) -> list[str]:
    """Return one sentence a box: what it is, what feeds it, whether it differs or failed."""
    names = [node.label or f"{node.op} {at + 1}" for at, node in enumerate(picture.nodes)]
    found = []
    for at, node in enumerate(picture.nodes):
        fed = [names[start] for start, end in _edges(picture) if end == at]
        what = f" ({' '.join(filter(None, (node.op, node.shape)))})" if node.label else ""
        source = f", fed by {', '.join(fed)}" if fed else ""
        marks = ", differs" if node.differs else ""
        marks += ", where a check failed" if suspect and node.label == suspect else ""
        found.append(f"{names[at]}{what}{source}{marks}.")
    return found


def _coded(text: str) -> str:
    """Return text for a quoted Mermaid label: all but letters, digits and blanks as numbers."""
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", text)
