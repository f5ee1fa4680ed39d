"""From a notebook to one Python module whose lines are known by cell; no kernel needed.

Of a notebook count the code cells tagged with the exercise's name, or, if there is none, those
tagged `grade`, or, if there is none either, all. What only a notebook understands is left out, line
for line, and noted: magics and shell commands. The value of a cell's last expression is printed, as
a notebook shows it.
"""

import ast
import re
import warnings
from dataclasses import dataclass
from typing import Any

TAG = "grade"
_MAGIC = re.compile(r"\s*(?:%|!|\?)|.*\?\s*$")
_ASSIGNED_MAGIC = re.compile(r"\s*[\w, ]+=\s*[%!]")
_TRANSPARENT = ("%%time", "%%timeit", "%%capture")  # what they hold is Python all the same


class NotANotebook(Exception):
    """The file is no notebook that can be read; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among all cells from 1, and the module's line at which it begins."""

    number: int
    start: int
    lines: int


@dataclass(frozen=True)
class Module:
    """A notebook's code as one module.

    written: the lines of `source` as the student wrote them. left_out: what is not Python, by cell
    and line.
    """

    source: str
    written: tuple[str, ...]
    cells: tuple[Cell, ...]
    left_out: tuple[str, ...]


def read_notebook(text: str, slug: str = TAG) -> Module:
    """Return the module that a notebook's JSON holds for an exercise. Raises NotANotebook."""
    import nbformat

    try:
        with warnings.catch_warnings(action="ignore"):
            read: Any = nbformat.reads
            notebook = read(text, as_version=4)
        found = [(number, cell) for number, cell in enumerate(notebook.cells, 1) if _is_code(cell)]
        counting = _tagged(found, slug) or _tagged(found, TAG) or found
        return _joined([(number, str(cell.source)) for number, cell in counting])
    except RecursionError as error:
        raise NotANotebook("it is nested too deeply") from error
    except Exception as error:  # nbformat lets through whatever odd JSON makes its code raise
        raise NotANotebook(str(error).split("\n")[0][:200]) from error


def from_cell(source: str) -> Module:
    """Return the module of one cell alone, whose first line was the magic that grades it."""
    module = _joined([(1, f"\n{source}")])
    return Module(module.source, module.written, (), module.left_out)


def new_notebook(lesson: str, code: str) -> str:
    """Return the JSON of a notebook with a lesson in Markdown and a cell of code."""
    import nbformat.v4 as made

    make: Any = made
    cells = [make.new_markdown_cell(lesson, id="lesson"), make.new_code_cell(code, id="answer")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = make.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(make.writes(notebook)) + "\n"


def _is_code(cell: object) -> bool:
    return getattr(cell, "cell_type", "") == "code"


def _tagged(cells: list[tuple[int, Any]], tag: str) -> list[tuple[int, Any]]:
    return [one for one in cells if tag in one[1].get("metadata", {}).get("tags", [])]


def _joined(sources: list[tuple[int, str]]) -> Module:
    cells: list[Cell] = []
    lines: list[str] = []
    written: list[str] = []
    left_out: list[str] = []
    for number, source in sources:
        kept, dropped = _python(source.replace("\r\n", "\n").replace("\r", "\n"))
        cells.append(Cell(number, len(lines) + 1, len(kept)))
        left_out += [f"cell {number}, line {line}: {text}" for line, text in dropped]
        written += kept
        lines += _shown(kept)
    return Module("\n".join(lines) + "\n", tuple(written), tuple(cells), tuple(left_out))


def _python(source: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the lines of a cell, blank where it is not Python, and what was left out."""
    lines = source.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%") and not first.startswith(_TRANSPARENT):
        return [""] * len(lines), [(1, f"{first.strip()} (the whole cell)")]
    if _parsed(lines) is not None:
        return lines, []
    kept, dropped = [], []
    for number, line in enumerate(lines, 1):
        if _MAGIC.match(line) or _ASSIGNED_MAGIC.match(line):
            dropped.append((number, line.strip()))
            indent = line[: len(line) - len(line.lstrip())]
            kept.append(f"{indent}pass" if indent else "")
        else:
            kept.append(line)
    return kept, dropped


def _parsed(lines: list[str]) -> list[ast.stmt] | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _shown(lines: list[str]) -> list[str]:
    """Return the cell with its last expression printed; as it is where that is not plain."""
    body = _parsed(lines)
    if not body or not isinstance(body[-1], ast.Expr):
        return lines
    last = body[-1]
    top, bottom = last.lineno - 1, (last.end_lineno or last.lineno) - 1
    tail = lines[bottom].encode()[last.end_col_offset or 0 :].decode().strip()
    if last.col_offset or tail or _prints(last.value):
        return lines  # beside other statements, ended by a semicolon, or a call of print
    shown = list(lines)
    shown[bottom] += "))"
    shown[top] = f"__show__(({shown[top]}"
    return shown


def _prints(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id in ("print", "display")
    )
