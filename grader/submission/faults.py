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
        r"\s*(if|elif|while)\b.*[^=!<>]=[^=]",
        r".*(Maybe you meant '=='|cannot assign to)",
        "`=` gives a name its value, and `==` compares",
        "In a condition write `==`.",
    ),
    Fault(
        r".*\{[^{}:]*[^=!<>]=[^=]",
        r"invalid syntax|.*Maybe you meant '=='",
        "in a dict a colon stands between key and value, not `=`",
        "Write it with a colon, as in `feed_dict={x: batch_x}`.",
    ),
    Fault(
        r"[^{\[]*\([^{\[]*[,(]\s*\w+\s*:",
        "invalid syntax",
        "a pair with a colon belongs into braces",
        "Make a dict of it, as in `feed_dict={x: batch_x}`.",
    ),
    Fault(
        r".*=\s*\d+,\d+\s*(#.*)?$",
        "leading zeros|invalid decimal",
        "a fraction has a decimal point, not a comma",
        "Write a point, as in `0.5`.",
    ),
    Fault(
        "",
        r".*forgot a comma",
        "a comma is missing, or a sign such as `+` or `=`",
        "Put it where two things stand side by side, perhaps at the end of the line above.",
    ),
    Fault(
        "",
        "expected ':'",
        "the line begins a block, and has no colon at its end",
        "End it with `:`.",
    ),
    Fault(
        "",
        "expected an indented block",
        "what belongs to the line above with `:` has to be indented",
        "Move these lines to the right by four spaces.",
    ),
    Fault(
        "",
        "unexpected indent",
        "the line stands further to the right than the one above, without a reason",
        "Move it to the left, below the line above.",
    ),
    Fault(
        "",
        "unindent does not match",
        "the line stands below none of those above",
        "Indent with four spaces for each block, and no tabs.",
    ),
    Fault(
        "",
        r"'[(\[{]' was never closed",
        "this bracket opens, and nothing closes it",
        "Close it, or take away the one too many.",
    ),
    Fault(
        "",
        r"unmatched '[)\]}]'|closing parenthesis",
        "a bracket closes that was not opened so",
        "Take it away, or open it before.",
    ),
    Fault(
        "",
        "unterminated (triple-quoted )?(f-)?string",
        "the text has no quote at its end",
        "Close it with the same quote.",
    ),
    Fault(
        "",
        "positional argument follows keyword",
        "arguments with a name come last",
        "Move those without a name to the front, or give them one.",
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
