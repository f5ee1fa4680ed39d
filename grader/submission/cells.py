"""From a notebook to one Python module whose lines are known by cell; no kernel needed.

Of a notebook count the code cells tagged with the exercise's name, or, if there is none, those
tagged `grade`, or, if there is none either, all. What only a notebook understands is left out, line
for line, and noted: magics and shell commands. What would be assigned is an empty list or None, and
what `%time` would run is run. The value of a cell's last expression is printed, as a notebook shows
it.
"""

import ast
import re
import textwrap
import warnings
from dataclasses import dataclass
from typing import Any

TAG = "grade"
_MAGIC = re.compile(r"\s*(?:%|!|\?)|.*\?\s*$")
_ASSIGNED_MAGIC = re.compile(r"(\s*[\w, ]+=\s*)([%!])")
_TIMED = re.compile(r"(\s*)%time\s+(?=\S)")
# Commands that a notebook takes without a sign before them, where no variable has such a name.
_COMMAND = re.compile(
    r"(pip|conda|mamba|ls|pwd|cd|mkdir|rm|cp|mv|cat)(\s+(?![=.(\[,:]|in\b|is\b).*)?$"
)
_COMMAND_CELLS = ("pwd", "ls", "who", "whos")
_PROMPT = re.compile(r"(?:>>>|\.\.\.|In \[\d+\]:)(?: |$)")
_FUTURE = re.compile(r"from __future__ import [\w, ]+(?:#.*)?$")
_TRANSPARENT = ("%%time", "%%timeit", "%%capture")  # what they hold is Python all the same


class NotANotebook(Exception):
    """The file is no notebook that can be read; the message says why."""


@dataclass(frozen=True)
class CodeCell:
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
    cells: tuple[CodeCell, ...]
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
    cells: list[CodeCell] = []
    lines: list[str] = []
    written: list[str] = []
    left_out: list[str] = []
    for number, source in sources:
        kept, dropped = _python(source.replace("\r\n", "\n").replace("\r", "\n"))
        cells.append(CodeCell(number, len(lines) + 1, len(kept)))
        left_out += [f"cell {number}, line {line}: {text}" for line, text in dropped]
        written += kept
        lines += _shown(kept)
    return Module("\n".join(lines) + "\n", tuple(written), tuple(cells), tuple(left_out))


def _python(source: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the lines of a cell, blank where it is not Python, and what was left out."""
    lines = source.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if source.strip() in _COMMAND_CELLS:
        return [""] * len(lines), [(1, first.strip())]
    if first.startswith("%%") and not first.startswith(_TRANSPARENT):
        return [""] * len(lines), [(1, f"{first.strip()} (the whole cell)")]
    lines = ["" if _FUTURE.match(line) else line for line in _flush(lines)]
    if _parsed(lines) is not None:
        return lines, []
    kept: list[str] = []
    dropped: list[tuple[int, str]] = []
    goes_on = False  # a magic, in the next line
    for number, line in enumerate(lines, 1):
        instead = "" if goes_on else _instead(line)
        goes_on = line.endswith("\\") and (goes_on or _is_magic(line))
        kept.append(line if instead is None else instead)
        if instead is not None and _is_magic(line):
            dropped.append((number, line.strip()))
    return kept, dropped


def _flush(lines: list[str]) -> list[str]:
    """Return the lines without prompts that were copied along, and without a common indent."""
    full = [line for line in lines if line.strip()]
    if full and all(map(_PROMPT.match, full)):
        return [_PROMPT.sub("", line, count=1) for line in lines]
    if full and full[0][0] in " \t":
        return textwrap.dedent("\n".join(lines)).split("\n")
    return lines


def _is_magic(line: str) -> bool:
    """Say whether a line is left out: a magic, a shell command, or a question."""
    found = (_MAGIC, _COMMAND, _ASSIGNED_MAGIC)
    return not _TIMED.match(line) and any(pattern.match(line) for pattern in found)


def _instead(line: str) -> str | None:
    """Return the Python that stands for a line of a notebook, None if it is Python itself."""
    if timed := _TIMED.match(line):
        return timed[1] + line[timed.end() :]
    if assigned := _ASSIGNED_MAGIC.match(line):
        return assigned[1] + ("[]" if assigned[2] == "!" else "None")
    if _is_magic(line):
        indent = line[: len(line) - len(line.lstrip())]
        return f"{indent}pass" if indent else ""
    return None


def _parsed(lines: list[str]) -> list[ast.stmt] | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _shown(lines: list[str]) -> list[str]:
    """Return the cell with its last expression printed; not a call of print, nor before a `;`."""
    body = _parsed(lines)
    if not body or not isinstance(body[-1], ast.Expr):
        return lines
    last = body[-1]
    top, bottom = last.lineno - 1, (last.end_lineno or last.lineno) - 1
    start, end = last.col_offset, last.end_col_offset or 0
    if lines[bottom].encode()[end:].lstrip().startswith(b";") or _prints(last.value):
        return lines
    shown = list(lines)
    shown[bottom] = _inserted(shown[bottom], end, "))")
    shown[top] = _inserted(shown[top], start, "__show__((")
    return shown


def _inserted(line: str, offset: int, text: str) -> str:
    """Return a line with `text` before the byte at `offset`."""
    encoded = line.encode()
    return encoded[:offset].decode() + text + encoded[offset:].decode()


def _prints(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id in ("print", "display")
    )
