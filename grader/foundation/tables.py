"""Tables that people make: CSV with commas, semicolons or tabs, headings in any spelling."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.foundation.errors import UsageFault, did_you_mean

_SEPARATORS = ",;\t"
_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class TableRow:
    """One row: the number of its line, and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The columns that are known, the headings that are not, and the rows."""

    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(data: bytes, name: str, columns: Mapping[str, Sequence[str]]) -> Table:
    """Return the table in a CSV file called `name`.

    columns: what else each column may be called; case, blanks and marks do not count. Raises
    UsageFault that names the file and the line.
    """
    spelled = {_plain(other): key for key, others in columns.items() for other in (key, *others)}
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        lines = list(_lines(text))
    except (UnicodeError, csv.Error) as error:
        raise UsageFault(
            f"{name} cannot be read as CSV: {error}",
            "save it as UTF-8: spreadsheets call that CSV UTF-8",
        ) from error
    header = [heading.strip() for heading in lines[0][1]] if lines else []
    keys = [spelled.get(_plain(heading), "") for heading in header]
    for at, key in enumerate(keys):
        if key and key in keys[:at]:
            keys[at] = ""  # the first of two columns that mean the same counts
    rows = []
    for number, cells in lines[1:]:
        known = {key: cell.strip() for key, cell in zip(keys, cells, strict=False) if key}
        if any(cell.strip() for cell in cells):
            rows.append(TableRow(number, known))
    unknown = tuple(heading for heading, key in zip(header, keys, strict=True) if not key)
    return Table(tuple(key for key in keys if key), unknown, tuple(rows))


def heading_hint(table: Table, columns: Mapping[str, Sequence[str]]) -> str:
    """Return what a heading was perhaps meant to be, else which columns there may be."""
    for heading in table.unknown:
        near = did_you_mean(_plain(heading), list(columns))
        if near:
            return f"for the column {heading!r}: {near}"
    return f"the first line names the columns, any of {', '.join(columns)}"


def _lines(text: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    if first.startswith("sep="):  # what spreadsheets write before the header
        text = text.split("\n", 1)[1] if "\n" in text else ""
        first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return [(reader.line_num, cells) for cells in reader if cells]


def _plain(heading: str) -> str:
    return _UNFIT.sub("", heading.lower())
