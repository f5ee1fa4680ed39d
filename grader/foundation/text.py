"""Text that a student's program produced, made safe to show anywhere.

Student text reaches terminals, HTML, Markdown, CI logs and spreadsheets. Control, escape and
bidirectional characters are removed here, once, when the text enters the trusted side; each
template then escapes for its own format. `encodable` is for the collector, before it is sent.
"""

import re

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_BLANKS = re.compile(r"\s+")
_COLONS = re.compile("::+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def encodable(text: str) -> str:
    """Return `text` as UTF-8 can hold it: lone surrogates become question marks."""
    return str.encode(text, "utf-8", "replace").decode()


def clean(text: str, limit: int = 4096) -> str:
    """Return `text` without terminal escapes or invisible characters, at most `limit` long."""
    text = text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSAFE.sub("", _ANSI.sub("", text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def clean_line(text: str, limit: int = 200) -> str:
    """Return `text` cleaned and folded into one line."""
    return " ".join(clean(text, limit * 2).split())[:limit]


def spreadsheet_cell(text: str) -> str:
    """Return `text` for a CSV file, as one line that is never a formula and never a second cell.

    A plain number stays one, also a negative one. A semicolon becomes a comma: where semicolons
    separate cells, what follows it would be a cell.
    """
    text = _BLANKS.sub(" ", text).strip().replace(";", ",")
    if text[:1] in _FORMULA and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def no_command(text: str) -> str:
    """Return `text` without what a CI runner would take for a workflow command.

    Runners take a line that begins with `::`, and `##[` anywhere. Text may be wrapped, so a line
    can begin at any place.
    """
    return _COLONS.sub(lambda found: " ".join(found[0]), text).replace("##[", "## [")


def counted(number: int, noun: str) -> str:
    """Return "1 file" or "2,000 files"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
