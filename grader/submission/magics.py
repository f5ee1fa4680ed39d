"""From the text of one notebook cell to Python, line for line.

What only a notebook understands is left out and named: magics, shell commands, questions. What
would be assigned is an empty list or None, and what `%time` would run is run. Only the beginning of
a statement can be a magic: strings, brackets and comments are followed as far as that needs.
"""

import ast
import re
import textwrap
import warnings
from dataclasses import dataclass

# Every pattern is matched in time that grows with the line, not with its square.
_TARGETS = r"\s*\w[\w.,\[\]'\" *()]*="
_ASSIGNED = re.compile(rf"({_TARGETS}\s*)([%!])(?:time\s+(?=\S))?")
_ASSIGNED_NEXT = re.compile(rf"{_TARGETS}\s*\\")
_TIMED = re.compile(r"(\s*)%time\s+(?=[^\s-])")
# Commands that a notebook takes without a sign before them, where no variable has such a name.
_COMMAND = re.compile(
    r"\s*(pip|pip3|conda|mamba|ls|pwd|cd|mkdir|rm|cp|mv|cat)(\s+(?![=.(\[,:]|in\b|is\b).*)?$"
)
_COMMAND_CELLS = ("pwd", "ls", "who", "whos")
_PROMPT = re.compile(r"(?:>>>|\.\.\.|In \[\d+\]:)(?: |$)")
_ELSEWHERE = re.compile(  # what holds for a whole module, and what adds the magics of Jupyter
    r"\s*(from __future__ import [\w, ]+|%load_ext grader\.notebook|%grade\b[^#]*"
    r"|import grader\.notebook(\s+as\s+\w+)?"
    r"|from grader import notebook|from grader\.notebook import [\w, *]+)\s*(?:#.*)?$"
)
# Cells that hold another language, or are not run where the others are.
_OTHERS = re.compile(
    r"!|bash|bigquery|cmd|cython|file|html|javascript|js|julia|latex|markdown|perl|R|ruby|script"
    r"|sh|sql|sx|svg|system|writefile"
)
# Cells whose rest is Python that counts, also where it cannot be read: then that is told.
_PYTHON = re.compile(r"time|timeit|capture|prun|python3?|grade|debug|memit")


@dataclass(frozen=True)
class Left:
    """What was left out of a cell: the line, from 1, and its text."""

    line: int
    text: str


def python_lines(source: str) -> tuple[list[str], list[Left]]:
    """Return the lines of a cell, blank where it is not Python, and what was left out."""
    lines = source.split("\n")
    if source.strip() in _COMMAND_CELLS:
        return [""] * len(lines), [Left(_first(lines), source.strip())]
    first = _first(lines, comments=False)
    if first and (named := re.match(r"\s*%%(!|\w+)", lines[first - 1])):
        rest = list(lines)
        rest[first - 1] = ""
        kept, left = _without_magics(rest)
        known = _PYTHON.fullmatch(named[1])
        if _OTHERS.fullmatch(named[1]) or (not known and parsed(kept) is None):
            whole = f"{lines[first - 1].strip()} (the whole cell)"
            return [""] * len(lines), [Left(first, whole)]
        return kept, [Left(first, lines[first - 1].strip()), *left]
    return _without_magics(lines)


def parsed(lines: list[str]) -> list[ast.stmt] | None:
    """Return the statements of a cell, None where Python cannot read it."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _first(lines: list[str], comments: bool = True) -> int:
    """Return the number, from 1, of the first line that says something, 0 if none does."""
    for number, line in enumerate(lines, 1):
        if line.strip() and (comments or not line.lstrip().startswith("#")):
            return number
    return 0


def _without_magics(lines: list[str]) -> tuple[list[str], list[Left]]:
    kept: list[str] = []
    left: list[Left] = []
    inside = Inside()
    goes_on = False  # a magic, in the next line
    target = ""  # what the next line is assigned to
    start = 0  # of the statement that a line belongs to
    for number, line in enumerate(_flush(lines), 1):
        start = len(kept) if inside.nothing else start
        instead = "" if goes_on else _instead(line) if inside.nothing else None
        if target and line.lstrip().startswith(("!", "%")):
            instead = (_instead(target + line) or "")[len(target) :]
        goes_on = line.endswith("\\") and (goes_on or (instead is not None and _is_magic(line)))
        noted = line.strip() and not _ELSEWHERE.match(line)
        if instead is not None and _is_magic(line) and noted:
            left.append(Left(number, line.strip()))
        target = line[:-1] if inside.nothing and _ASSIGNED_NEXT.fullmatch(line) else ""
        kept.append(line if instead is None else instead)
        inside.follow(kept[-1])
        if inside.asked and line.rstrip().endswith("?"):  # a question ends a statement, too
            kept[start:] = [""] * (len(kept) - start)
            left.append(Left(number, line.strip()))
            inside = Inside()
    return kept, left


def _flush(lines: list[str]) -> list[str]:
    """Return the lines without prompts that were copied along, and without a common indent."""
    full = [line for line in lines if line.strip()]
    if full and all(map(_PROMPT.match, full)):
        return [_PROMPT.sub("", line, count=1) for line in lines]
    if full and full[0][0] in " \t":
        return textwrap.dedent("\n".join(lines)).split("\n")
    return lines


def _instead(line: str) -> str | None:
    """Return the Python that stands for the beginning of a statement, None if it is Python."""
    indent = line[: len(line) - len(line.lstrip())]
    if timed := _TIMED.match(line):
        return timed[1] + line[timed.end() :]
    if assigned := _ASSIGNED.match(line):
        if assigned[0].rstrip().endswith("%time"):
            return assigned[1] + line[assigned.end() :]
        return assigned[1] + ("[]" if assigned[2] == "!" else "None")
    if _is_magic(line) or _ELSEWHERE.match(line):
        return f"{indent}pass" if indent else ""
    return None


def _is_magic(line: str) -> bool:
    """Say whether a line, the beginning of a statement, is left out."""
    if _TIMED.match(line):
        return False
    if assigned := _ASSIGNED.match(line):
        return not assigned[0].rstrip().endswith("%time")
    return line.lstrip().startswith(("%", "!", "?")) or _asks(line) or _orders(line)


def _asks(line: str) -> bool:
    """Say whether a line asks for help: `?` is no Python outside of strings and comments."""
    inside = Inside()
    inside.follow(line)
    return inside.asked and line.rstrip().endswith("?")


def _orders(line: str) -> bool:
    """Say whether a line is a shell command, without a sign before it."""
    found = _COMMAND.match(line)
    if not found or not found[2]:
        return False
    return found[2].lstrip().startswith("-") or parsed([line.strip()]) is None


class Inside:
    """What a line begins in: a string, brackets, or a statement that goes on."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False
        self.asked = False  # a question mark stood outside of strings and comments

    @property
    def nothing(self) -> bool:
        """Whether the next line begins a statement."""
        return not (self._quote or self._depth or self._continued)

    def follow(self, line: str) -> None:
        """Take in a line."""
        place = 0
        while place < len(line):
            place = self._in_string(line, place) if self._quote else self._in_code(line, place)
        self._continued = line.endswith("\\") and not self._quote
        if len(self._quote) == 1 and not line.endswith("\\"):
            self._quote = ""  # it should have ended in its line

    def _in_string(self, line: str, place: int) -> int:
        if line[place] == "\\":
            return place + 2
        if line.startswith(self._quote, place):
            place += len(self._quote)
            self._quote = ""
            return place
        return place + 1

    def _in_code(self, line: str, place: int) -> int:
        sign = line[place]
        if sign == "#":
            return len(line)
        if sign in "'\"":
            self._quote = sign * 3 if line.startswith(sign * 3, place) else sign
            return place + len(self._quote)
        self._depth = max(0, self._depth + (sign in "([{") - (sign in ")]}"))
        self.asked = self.asked or sign == "?"
        return place + 1
