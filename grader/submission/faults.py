"""What a line is that Python cannot read, in the words of who wrote it: what it is, what to do."""

import re
from dataclasses import dataclass

_CONFLICT = re.compile(r"(<<<<<<<|\|\|\|\|\|\|\||>>>>>>>)( |$)")


@dataclass(frozen=True)
class Fault:
    """A fault: patterns of the line and of Python's message, and what is said of it."""

    line: str
    message: str
    says: str
    remedy: str


_FAULTS = (
    Fault(
        r"\s*print\s+[^\s(=]|\s*print\s*>>",
        "",
        "this is the `print` of Python 2",
        "In Python 3 print is a function: write `print(…)`, with parentheses.",
    ),
    Fault(
        "",
        "Missing parentheses in call to 'print'",
        "this is the `print` of Python 2",
        "In Python 3 print is a function: write `print(…)`, with parentheses.",
    ),
    Fault(
        r"\s*except\s+[\w.]+\s*,\s*\w+\s*:|\s*raise\s+[\w.]+\s*,",
        "",
        "this is Python 2",
        "In Python 3 write `except Error as error:` and `raise Error(…)`.",
    ),
    Fault(r"\s*exec\s+['\"\w]", "", "this is Python 2", "In Python 3 write `exec(…)`."),
    Fault(
        r".*[^=!<>]=\s*(#.*)?$",
        "invalid syntax",
        "nothing stands after `=` yet",
        "Write what the comment asks for after `=`, or remove the line.",
    ),
    Fault(
        r".*[\w\])\"']\s*=\s*(\?+|_{2,}|\.{4,}|<[^>]*>|TODO\b.*|FIXME\b.*)\s*(#.*)?$",
        "",
        "what stands after `=` is still to be written",
        "Put your own expression in its place.",
    ),
    Fault(
        r"\s*\.{4,}\s*(#.*)?$",
        "",
        "the dots stand for code that is still to be written",
        "Write the code in their place, or remove them.",
    ),
    Fault(
        "",
        r"invalid character '[“”„‘’‚«»]'",
        "the quotes are typographic ones",
        "Type them again in an editor for code: plain \" or '.",
    ),
    Fault(
        "",
        r"invalid (non-printable )?character.*U\+(00A0|2003|2009|200B|202F|3000|FEFF)",
        "it holds an invisible character, as copying from a web page leaves them",
        "Remove the spaces of this line and type them again.",
    ),
    Fault(
        r"\s*(>>>|In \[\d*\]:|Out\[\d*\]:)",
        "",
        "the prompt was copied along",
        "Remove `>>>` and the like at the beginnings of lines.",
    ),
    Fault(
        r"\s*(```|~~~)",
        "",
        "this is Markdown, not Python",
        "Remove the lines with ``` around the code.",
    ),
    Fault(
        r"\d+[:.|]?\s+(import|from|def|class|with|for|if|[a-z_]\w* =)",
        "",
        "the line's number was copied along",
        "Remove the numbers at the beginnings of the lines.",
    ),
    Fault(
        r"\s*(pip3?|conda|sudo|apt(-get)?) +(-\w+ +)*install\b",
        "",
        "this is a command for a terminal, not Python",
        "Remove the line: what an exercise needs is there.",
    ),
)


def conflict(lines: list[str]) -> int:
    """Return the line, from 1, of the first marker of a merge conflict, 0 if there is none."""
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            return number
    return 0


def explained(line: str, message: str) -> tuple[str, str]:
    """Return what is wrong with a line that Python cannot read, and the remedy; "" if unknown."""
    for fault in _FAULTS:
        if re.match(fault.line, line[:500]) and re.match(fault.message, message):
            return fault.says, fault.remedy
    return "", ""
