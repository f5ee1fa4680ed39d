"""A report on a terminal: text laid out by columns.

Everything is readable without colour; the template marks with signs and words.
"""

import functools
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.foundation.model import SourceLine, Table

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST_CELL = 24


@dataclass(frozen=True)
class Excerpt:
    """A source line cut to a width, the lines above it, and blanks and ^^^ below it, or nothing."""

    text: str
    caret: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A cell padded to its column's width."""

    text: str
    wrong: bool = False


Row = tuple[Piece, ...]


def cells(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    from rich.cells import cell_len

    return cell_len(text)


def fold(text: str, width: int) -> list[str]:
    """Return `text` wrapped to lines of at most `width` columns; its own lines are kept."""
    lines = text.strip("\n").split("\n")
    return [part for line in lines for part in _wrapped(line, width) or [""]]


def _wrapped(line: str, width: int) -> list[str]:
    from rich.text import Text

    return [part.plain for part in Text(line).wrap(_console(), max(width, 8))]


@functools.cache
def _console() -> "Console":
    """Return what rich wants for wrapping; nothing is printed to it."""
    from rich.console import Console

    return Console(file=io.StringIO())


def spread(text: str, right: str, width: int) -> list[str]:
    """Return `text` wrapped, with `right` at the right edge of the first line."""
    first, *rest = fold(text, width - cells(right) - 2)
    return [first + " " * (width - cells(first) - cells(right)) + right, *rest]


def tail(text: str, lines: int, characters: int) -> str:
    """Return the end of `text`: at most so many lines and characters."""
    return "\n".join(text.rstrip().split("\n")[-lines:])[-characters:]


def excerpt(line: SourceLine, width: int = 0) -> Excerpt:
    """Return a line of source and, below what is meant in it, carets.

    What is longer than `width` is cut, the line itself around the carets; 0 stands for any width.
    """
    before = tuple(_cut(one.expandtabs(4).rstrip(), 0, width)[0] for one in line.before)
    text, column = line.text.expandtabs(4).rstrip(), min(line.column, len(line.text) + 1)
    if column <= 0:
        return Excerpt(_cut(text, 0, width)[0], "", before)
    at, end = (cells(line.text[:to].expandtabs(4)) for to in (column - 1, line.end - 1))
    size = max(min(end, cells(text)) - at, 1) if line.end else 1
    text, at = _cut(text, at, width)
    return Excerpt(text, " " * at + "^" * min(size, max(cells(text) - at, 1)), before)


def _cut(text: str, at: int, width: int) -> tuple[str, int]:
    """Return a text cut to a width around a column, and where that column is then."""
    if not width or cells(text) <= width:
        return text, at
    start = max(0, min(at - width // 2, len(text) - width + 2))
    cut = text[start : start + width - 2]
    before, after = "…" if start else "", "…" if start + len(cut) < len(text) else ""
    return before + cut + after, at - start + len(before)


def blocks(table: Table, width: int) -> list[list[Row]]:
    """Return a table as blocks of padded rows that fit `width`, the header row first.

    A wrong cell ends in `*`. Columns that do not fit go into further blocks, after the first
    column again.
    """
    columns = [_column(table, index) for index in range(len(table.header))]
    if not columns:
        return []
    sizes = [cells(column[0].text) + 2 * bool(index) for index, column in enumerate(columns)]
    groups: list[list[int]] = [[]]
    used = sizes[0]
    for index in range(1, len(columns)):
        if groups[-1] and used + sizes[index] > width:
            groups.append([])
            used = sizes[0]
        groups[-1].append(index)
        used += sizes[index]
    return [
        list(zip(columns[0], *(columns[index] for index in group), strict=True)) for group in groups
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST_CELL else line[: _WIDEST_CELL - 1] + "…"


def _column(table: Table, index: int) -> list[Piece]:
    """Return one column, header first, padded; the first one to the left, others to the right."""
    found = [row[index] if index < len(row) else None for row in table.rows]
    texts = [_short(table.header[index]) + (" " if index else "")] + [
        "" if cell is None else _short(cell.text) + ("*" if cell.wrong else " " if index else "")
        for cell in found
    ]
    size = max(map(cells, texts))
    pads = [" " * (size - cells(text)) for text in texts]
    padded = [p + t if index else t + p for p, t in zip(pads, texts, strict=True)]
    wrong = [False, *(cell is not None and cell.wrong for cell in found)]
    return [Piece(text, mark) for text, mark in zip(padded, wrong, strict=True)]
