"""From a notebook to one Python module whose lines are known by cell; no kernel needed.

Of a notebook count the code cells tagged with the exercise's name (or graded there, `%%grade`), or,
if there is none, those tagged `grade`, `graded` or `solution`, or, if there is none either, all.
The value of a cell's last expression is printed, as a notebook shows it.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.foundation.language.catalogue import ENGLISH, phrasebook
from grader.submission.document import Cell, Document, NotANotebook, read_document, words
from grader.submission.magics import parsed, python_lines
from grader.submission.messages import CodeCell

TAG = "grade"
_TAGS = (TAG, "graded", "solution")
_RUN_IT = "Run it"
_RUN_CELLS = (
    "Run the cell below. Then save the notebook and run the last cell, which grades what was saved."
)
_GRADED_THERE = re.compile(r"\s*%%grade\s+(\S+)")


@dataclass(frozen=True)
class Module:
    """A notebook's code as one module.

    written: the lines of `source` as the student wrote them. left_out: what is not Python, by cell
    and line. remarks: what else the student should know.
    """

    source: str
    written: tuple[str, ...]
    cells: tuple[CodeCell, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read_notebook(text: str, slug: str = TAG) -> Module:
    """Return the module that a notebook's JSON holds for an exercise. Raises NotANotebook."""
    return module_of(counting(read_document(text), slug))


def counting(document: Document, slug: str) -> list[Cell]:
    """Return the code cells that count for an exercise."""
    found = [cell for cell in document.cells if cell.kind == "code"]
    return _tagged(found, words([slug])) or _tagged(found, _TAGS) or found


def module_of(cells: Iterable[Cell]) -> Module:
    """Return code cells as one module."""
    return joined([(cell.number, cell.source) for cell in cells])


def from_cell(source: str) -> Module:
    """Return the module of one cell alone, whose first line was the magic that grades it."""
    module = joined([(1, f"\n{source}")])
    return Module(module.source, module.written, (), module.left_out)


def new_notebook(slug: str, lesson: str, code: str, language: str = ENGLISH) -> str:
    """Return the JSON of a notebook: a lesson in Markdown, a cell of code, and one that grades.

    What the lesson says of the script is said of the cell, in the lesson's language.
    """
    import nbformat.v4 as made

    make: Any = made
    said = phrasebook(language).say
    for script, cell in (
        (rf"^`{slug}\.py`", "The cell below"),
        (rf"`{slug}\.py`", "the cell below"),
    ):
        lesson = re.sub(script, said(cell), lesson, flags=re.MULTILINE)
    title = said(_RUN_IT)
    section = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    lesson = section.sub(f"## {title}\n\n{said(_RUN_CELLS)}\n\n", lesson)
    cells = [
        make.new_markdown_cell(lesson, id="lesson"),
        make.new_code_cell(code, id="answer"),
        make.new_code_cell(f"%load_ext grader.notebook\n%grade {slug}", id="grade"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = make.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(make.writes(notebook)) + "\n"


def _tagged(cells: list[Cell], tags: tuple[str, ...]) -> list[Cell]:
    return [cell for cell in cells if {*tags} & {*cell.tags, *_graded_there(cell.source)}]


def _graded_there(source: str) -> tuple[str, ...]:
    """Return for which exercise a cell grades itself with `%%grade`."""
    found = _GRADED_THERE.match(source)
    return words([found[1]]) if found else ()


def joined(sources: list[tuple[int, str]]) -> Module:
    """Return the texts of cells, each with its number, as one module."""
    cells: list[CodeCell] = []
    lines: list[str] = []
    written: list[str] = []
    left_out: list[str] = []
    for number, source in sources:
        kept, left = python_lines(source)
        cells.append(CodeCell(number, len(lines) + 1, len(kept)))
        named = f"cell {number}, line {{}}" if number else "line {}"
        before = 0 if number else len(lines)
        left_out += [f"{named.format(one.line + before)}: {one.text}" for one in left]
        written += kept
        lines += shown(kept)
    return Module("\n".join(lines) + "\n", tuple(written), tuple(cells), tuple(left_out))


def shown(lines: list[str], every: bool = False) -> list[str]:
    """Return a cell with its last expression printed, or every one that stands outside of blocks.

    Not a call of print, nor what stands before a `;`.
    """
    body = parsed(lines) or []
    for statement in reversed(body if every else body[-1:]):
        if isinstance(statement, ast.Expr):
            lines = _printed(lines, statement)
    return lines


def _printed(lines: list[str], last: ast.Expr) -> list[str]:
    top, bottom = last.lineno - 1, (last.end_lineno or last.lineno) - 1
    start, end = last.col_offset, last.end_col_offset or 0
    if lines[bottom].encode()[end:].lstrip().startswith(b";") or _prints(last.value):
        return lines
    found = list(lines)
    found[bottom] = _inserted(found[bottom], end, "))")
    found[top] = _inserted(found[top], start, "__show__((")
    return found


def _inserted(line: str, offset: int, text: str) -> str:
    """Return a line with `text` before the byte at `offset`."""
    encoded = line.encode()
    return encoded[:offset].decode() + text + encoded[offset:].decode()


def _prints(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return True  # text between the cells of an export, or a docstring: nobody reads it twice
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id in ("print", "display")
    )


__all__ = [
    "CodeCell",
    "Module",
    "NotANotebook",
    "counting",
    "from_cell",
    "joined",
    "module_of",
    "new_notebook",
    "read_notebook",
    "shown",
]
