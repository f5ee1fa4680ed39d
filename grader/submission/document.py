"""A notebook's JSON as cells, however little of what the format asks for is there."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.submission.faults import conflict

_OTHER_KERNELS = {"ir": "R", "julia": "Julia", "scala": "Scala", "javascript": "JavaScript"}


class NotANotebook(Exception):
    """The file is no notebook that can be read; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A cell: its number from 1, its kind (code, markdown, raw, …), its text and its tags.

    count: in which place Jupyter ran it, 0 if it is not known.
    """

    number: int
    kind: str
    source: str
    tags: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Document:
    """A notebook's cells, and the language that its kernel runs."""

    cells: tuple[Cell, ...]
    language: str = "Python"


def read_document(text: str) -> Document:
    """Return the cells that a notebook's JSON holds. Raises NotANotebook."""
    try:
        read = json.loads(text)
    except RecursionError as error:
        raise NotANotebook("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        if marker := conflict(text.split("\n")):
            raise NotANotebook(
                f"a merge conflict is left in line {marker}; keep one of the two versions, and"
                " remove the lines `<<<<<<<`, `=======`, `>>>>>>>`"
            ) from error
        raise NotANotebook(f"its JSON breaks off in line {error.lineno} ({error.msg})") from error
    except ValueError as error:
        raise NotANotebook("it holds a number that is too long") from error
    if not isinstance(read, dict):
        raise NotANotebook("its JSON is not that of a notebook")
    found = list(_cells(read))
    cells = tuple(_cell(number, one) for number, one in enumerate(found, 1))
    return Document(cells, _language(read, found))


def words(tags: object) -> tuple[str, ...]:
    """Return tags, given as a list or in one string, as names are spelt."""
    if isinstance(tags, str):
        tags = re.split(r"[\s,;]+", tags)
    if not isinstance(tags, list | tuple):
        return ()
    return tuple(re.sub(r"[\s-]+", "_", tag.strip().lower()) for tag in tags if type(tag) is str)


def _cells(read: dict[str, Any]) -> Iterator[Any]:
    if isinstance(read.get("cells"), list):
        yield from read["cells"]
        return
    sheets = read.get("worksheets")  # until format 3
    if not isinstance(sheets, list):
        raise NotANotebook("it has no cells")
    for sheet in sheets:
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
            yield from sheet["cells"]


def _cell(number: int, one: object) -> Cell:
    if not isinstance(one, dict):
        return Cell(number, "", "")
    kind = one.get("cell_type")
    about = one.get("metadata")
    tags = about.get("tags") if isinstance(about, dict) else None
    count = one.get("execution_count", one.get("prompt_number"))
    return Cell(
        number,
        kind if isinstance(kind, str) else "",
        _text(one.get("source", one.get("input"))),
        words(tags),
        count if type(count) is int else 0,
    )


def _text(source: object) -> str:
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _language(read: dict[str, Any], cells: list[Any]) -> str:
    """Return the language of the kernel, Python where nothing else is said."""
    about = read.get("metadata")
    about = about if isinstance(about, dict) else {}
    named = [_entry(about, "language_info", "name"), _entry(about, "kernelspec", "language")]
    named += [_entry(one, "language") for one in cells if isinstance(one, dict)]
    kernel = _entry(about, "kernelspec", "name").lower()
    named += [name for start, name in _OTHER_KERNELS.items() if re.match(rf"{start}\b", kernel)]
    language = next(filter(None, named), "Python")
    return "Python" if "python" in language.lower() else language[:1].upper() + language[1:]


def _entry(values: dict[str, Any], *path: str) -> str:
    found: Any = values
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""
