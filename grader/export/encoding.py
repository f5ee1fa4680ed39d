"""Text that says the same and does nothing: for JSON, XML, spreadsheets and the logs of CI.

Runners take a line that begins with `::`, and `##[` anywhere, for a command. Whatever is exported
may end up in a job's log, so no format lets either through.
"""

import json
import re
from collections.abc import Mapping
from xml.etree import ElementTree

from grader.foundation.text import clean, no_command, spreadsheet_cell

_LONGEST = 1 << 20
_NOT_XML = re.compile("[\ufffe\uffff]|[\U0001fffe\U0001ffff]")
_JSON = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "::": "\\u003a\\u003a",
    "##[": "\\u0023\\u0023[",
}
_JSON_UNSAFE = re.compile("|".join(map(re.escape, _JSON)))


def json_bytes(document: object) -> bytes:
    """Return indented JSON with a final newline.

    Characters that mean something to HTML or to a CI runner are written as their numbers; a reader
    of JSON sees the same text.
    """
    text = json.dumps(_cleaned(document), indent=2, ensure_ascii=False, allow_nan=False)
    return _JSON_UNSAFE.sub(lambda found: _JSON[found[0]], text).encode() + b"\n"


def xml_bytes(root: ElementTree.Element) -> bytes:
    """Return an XML document whose texts were made by `xml_text`."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    text = text.replace("::", "&#58;&#58;").replace("##[", "&#35;&#35;[")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def xml_text(text: str, limit: int = _LONGEST) -> str:
    """Return `text` without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", clean(text, limit))


def cell(text: str, limit: int = 500) -> str:
    """Return one line for a spreadsheet that is never a formula, and never a second cell.

    A semicolon becomes a comma: where it separates cells, what follows it would be a cell.
    """
    return spreadsheet_cell(no_command(clean(text, limit)))


def command(kind: str, message: str, properties: Mapping[str, str | int]) -> str:
    """Return one GitHub workflow command; neither message nor properties can hold another."""
    listed = ",".join(
        f"{key}={_property(str(value))}" for key, value in properties.items() if value != ""
    )
    return f"::{kind} {listed}::{_data(message)}"


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    """Escape a command's message; `##[` would be found anywhere in the line."""
    text = clean(text, 4000).replace("##[", "## [")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _cleaned(document: object) -> object:
    match document:
        case str():
            return clean(document, _LONGEST)
        case Mapping():
            return {str(key): _cleaned(value) for key, value in document.items()}
        case list() | tuple():
            return [_cleaned(value) for value in document]
    return document
