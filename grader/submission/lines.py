"""A script as its logical lines, each in a form that renaming and rewording do not change.

Comments, docstrings, blank lines and layout are gone. Of names only those are kept that a student
cannot choose: keywords, builtins, attributes, names of arguments. A number is a number, a text a
text, and a row of constants is one.
"""

import builtins
import io
import keyword
import tokenize
from collections.abc import Iterable, Iterator
from itertools import islice

from grader.submission.messages import (
    MAX_BYTES,
    MAX_LINES,
    MAX_WORDS,
    CodeLine,
    Start,
    Submission,
)
from grader.submission.opening import NOTEBOOK
from grader.submission.reading import parse_submission

_KEPT = frozenset([*keyword.kwlist, *dir(builtins)])
_SKIPPED = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
_CLOSING = (")", "]", "}")
_BRACKETS = {"(": 1, "[": 1, "{": 1, **dict.fromkeys(_CLOSING, -1)}


def code_of(name: str, raw: bytes, start: Start) -> str:
    """Return the code of a file, as far as there is any that can be read."""
    read = parse_submission(name, raw, start)
    if isinstance(read, Submission):
        return read.source.decode("utf-8", "replace")
    return "" if name.endswith(NOTEBOOK) else raw[:MAX_BYTES].decode("utf-8", "replace")


def lines(source: str) -> tuple[CodeLine, ...]:
    """Return the logical lines; of what Python cannot read, those before that place.

    Of a script beyond all measure the first MAX_WORDS words and MAX_LINES lines count.
    """
    found: list[CodeLine] = []
    tokens: list[tokenize.TokenInfo] = []
    for token in islice(_tokens(source), MAX_WORDS):
        if len(found) == MAX_LINES:
            return tuple(found)
        if token.type == tokenize.NEWLINE:
            found += _line(tokens)
            tokens = []
        elif token.type not in _SKIPPED:
            tokens.append(token)
    return (*found, *_line(tokens))


def _tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    try:
        yield from tokenize.generate_tokens(io.StringIO(source).readline)
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _line(tokens: list[tokenize.TokenInfo]) -> list[CodeLine]:
    if not tokens or all(token.type == tokenize.STRING for token in tokens):
        return []
    form = tuple(_without_repeats(_normal(tokens)))
    return [CodeLine(form, tokens[0].start[0], tokens[-1].end[0])]


def _normal(tokens: list[tokenize.TokenInfo]) -> Iterator[str]:
    depth, before, inside = 0, "", False
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        text = token.string
        depth += _BRACKETS.get(text, 0)
        named = token.type == tokenize.NAME
        if token.type == getattr(tokenize, "FSTRING_START", -1):
            inside = True
            yield "'"
        elif token.type == getattr(tokenize, "FSTRING_END", -1):
            inside = False
        elif inside and token.type == getattr(tokenize, "FSTRING_MIDDLE", -1):
            pass
        elif token.type == tokenize.STRING:
            yield "'"
        elif token.type == tokenize.NUMBER:
            yield "0"
        elif named and text not in _KEPT and before != "." and not (
            depth and after is not None and after.string == "="
        ):  # fmt: skip
            yield "v"
        else:
            yield text
        before = text


def _without_repeats(words: Iterable[str]) -> list[str]:
    """Leave out all but the first of constants in a row, and commas before a closing bracket."""
    kept: list[str] = []
    for word in words:
        if kept[-1:] == [","] and (word == "," or (word == "0" and kept[-2:-1] == ["0"])):
            continue
        if kept[-1:] == [","] and word in _CLOSING:
            kept.pop()
        kept.append(word)
    return kept
