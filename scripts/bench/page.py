"""What the benchmark says: sections of tables, as Markdown for the page and the screen."""

import re
from dataclasses import dataclass

Cells = tuple[str, ...]
VERDICT: Cells = ("measured", "target", "met")
_PATH = re.compile(r"\S*/\S*")


class Unmeasured(Exception):
    """Something cannot be measured here; the message says why."""


@dataclass(frozen=True)
class Table:
    """A header and rows, all of one length."""

    header: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Section:
    """One question, how it was asked, and the answer. skipped: why there is none."""

    title: str
    how: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: str = ""


def at_most(value: float, bound: float, unit: str, digits: int = 2) -> Cells:
    """Return the cells of VERDICT for a figure that should not pass `bound`."""
    return _verdict(value, f"≤ {bound:g}{unit}", value <= bound, unit, digits)


def at_least(value: float, bound: float, unit: str, digits: int = 2) -> Cells:
    """Return the cells of VERDICT for a figure that should reach `bound`."""
    return _verdict(value, f"≥ {bound:g}{unit}", value >= bound, unit, digits)


def figure(value: float, unit: str, digits: int = 2) -> Cells:
    """Return the cells of VERDICT for a figure without a target."""
    return f"{value:,.{digits}f}{unit}", "", ""


def unmeasured(reason: str) -> Cells:
    """Return the cells of VERDICT for a figure that there is none of."""
    return f"not measured: {reason}", "", ""


def first_line(text: str) -> str:
    """Return the first line of a command's complaint, without paths and addresses."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    chosen = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "")
    return _PATH.sub("…", chosen)[:200]


def markdown(section: Section) -> str:
    """Return a section of the page."""
    parts = [f"## {section.title}", section.how]
    if section.skipped:
        parts.append(f"Not measured: {section.skipped}")
    parts += [_table(table) for table in section.tables]
    parts += section.notes
    return "\n\n".join(part for part in parts if part) + "\n"


def _verdict(value: float, target: str, met: bool, unit: str, digits: int) -> Cells:
    return f"{value:,.{digits}f}{unit}", target, "yes" if met else "**no**"


def _table(table: Table) -> str:
    numeric = [all(_is_number(row[i]) for row in table.rows) for i in range(len(table.header))]
    rule = tuple("---:" if right else "---" for right in numeric)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (table.header, rule, *table.rows))


def _is_number(cell: str) -> bool:
    return cell[:1].isdigit() or not cell
