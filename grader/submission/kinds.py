"""Files that are no Python text, known by their first bytes: what they are, and what to do."""

import codecs
import json
import re
from dataclasses import dataclass

from grader.foundation.model import Problem, SourceLine
from grader.foundation.text import clean

_BEGINNING = 4096
_CODE = "Copy the code into a plain text file in an editor for code, and hand that in as {script}."


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is, the pattern of its first bytes, and the way out of it."""

    what: str
    begins: bytes
    remedy: str = _CODE


_ARCHIVE = "Unpack it, and hand in the file that is in it."
_KINDS = (
    Kind("a PDF document", rb"%PDF-"),
    Kind("an RTF text (TextEdit, WordPad)", rb"\{\\rtf"),
    Kind("a Word document (DOCX)", rb"PK\x03\x04(?s:.*)(word/|\[Content_Types\])"),
    Kind("an OpenDocument text (ODT)", rb"PK\x03\x04(?s:.*)opendocument"),
    Kind("an old Word document (DOC)", rb"\xd0\xcf\x11\xe0"),
    Kind("a zip archive", rb"PK\x03\x04", _ARCHIVE),
    Kind("a gzip archive", rb"\x1f\x8b", _ARCHIVE),
    Kind("a 7z archive", rb"7z\xbc\xaf", _ARCHIVE),
    Kind("a RAR archive", rb"Rar!", _ARCHIVE),
    Kind("a picture", rb"\x89PNG|\xff\xd8\xff|GIF8", "Hand in the code as text, not a picture."),
    Kind(
        "a web page (HTML)",
        rb"(?i)(\xef\xbb\xbf)?\s*(<!--.{0,500}-->\s*)?(<!doctype html|<html|<head|<body|<\?xml)",
        "Download the file itself (on GitHub: Raw; in Jupyter: Download as Python or Notebook),"
        " not the page that shows it.",
    ),
    Kind("a web archive (Safari)", rb"bplist00"),
    Kind(
        "a list of changes (diff)",
        rb"diff --git |--- a/|Index: ",
        "Hand in the whole file, not the changes to it.",
    ),
)


def other_kind(name: str, raw: bytes) -> tuple[str, Problem] | None:
    """Return headline and problem of a file that is of another kind, None if it may be Python."""
    if problem := _utf_16(name, raw):
        return "not Python text", problem
    stem = re.sub(r"\.\w+$", "", name)
    for kind in _KINDS:
        if re.match(kind.begins, raw[:_BEGINNING]):
            message = f"{name} is {kind.what}, not Python: its first line says so."
            remedy = kind.remedy.format(script=f"{stem}.py")
            return kind.what, Problem(kind.what, message, remedy, _first_line(name, raw))
    notebook, is_json = name.endswith(".ipynb"), raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if not notebook and is_json and _holds_cells(raw):
        message = f"{name} holds a notebook (JSON with cells), not a script."
        remedy = f"Rename it to {stem}.ipynb, or download it from Jupyter as Python."
        return "a notebook", Problem("a notebook", message, remedy, _first_line(name, raw))
    if notebook and re.search(rb"(?m)^(import|from) \w", raw) and not is_json:
        message = f"{name} holds a script, not a notebook."
        remedy = f"Rename it to {stem}.py."
        return "a script", Problem("a script", message, remedy, _first_line(name, raw))
    return None


def _utf_16(name: str, raw: bytes) -> Problem | None:
    start = raw[:_BEGINNING]
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for odd in (0, 1):
        other = start[1 - odd :: 2]
        half = b"\0" in start and not start[odd::2].strip(b"\0")
        if marked or (half and len(other) > 1 and b"\0" not in other):
            return Problem(
                "UnicodeError",
                f"{name} is UTF-16 text, from line 1 on; Python reads UTF-8.",
                "Save it as UTF-8: in VS Code with “Save with Encoding”, in Notepad under “Save"
                " as”. PowerShell's `>` writes UTF-16; `| Out-File -Encoding utf8` does not.",
            )
    return None


def _holds_cells(raw: bytes) -> bool:
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError):
        return b'"cell_type"' in raw
    return isinstance(read, dict) and ("cells" in read or "worksheets" in read)


def _first_line(name: str, raw: bytes) -> tuple[SourceLine, ...]:
    text = raw[:200].decode("utf-8", "replace").lstrip("\ufeff").split("\n")[0]
    return (SourceLine(name, 1, clean(text.replace("\ufffd", "?"), 80)),)
