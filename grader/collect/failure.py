"""A student's exception, flattened to strings: type, message and the student's own lines."""

import linecache
import traceback
from collections.abc import Collection
from typing import Any

from grader.collect.stops import DEFINED, Failure, Frame
from grader.foundation.text import encodable

_MESSAGE_LIMIT = 4096
_FRAME_LIMIT = 10


def flatten(error: BaseException, filename: str | Collection[str]) -> Failure:
    """Return `error` as data, with only the frames that lie in the student's file, or files.

    A student's own exception class may raise from whatever it is asked; then that part is missing.
    """
    own = {filename} if isinstance(filename, str) else {*filename}
    try:
        frames = _frames(error, own)
    except BaseException:
        frames = []
    return Failure(_kind(error), _message(error), tuple(frames[-_FRAME_LIMIT:]))


def _kind(error: BaseException) -> str:
    """Return the name of an exception's class, past what its metaclass may say."""
    name: str = type.__dict__["__name__"].__get__(type(error))
    return encodable(name)


def _frames(error: BaseException, own: set[str]) -> list[Frame]:
    frames = [
        _frame(entry.filename, entry.lineno or 0, entry.name, *_columns(entry))
        for entry in traceback.extract_tb(error.__traceback__, limit=None)
        if entry.filename in own
    ]
    operation: Any = getattr(error, "op", None)
    file, defined = _made_at(operation, own) if operation is not None else ("", 0)
    if defined and (file, defined) not in [(frame.file, frame.line) for frame in frames]:
        frames.append(_frame(file, defined, DEFINED))
    return frames


def _frame(filename: str, line: int, function: str, column: int = 0, end: int = 0) -> Frame:
    text = linecache.getline(filename, line).strip()[:300]
    return Frame(filename, line, function, text, column, end)


def _columns(entry: traceback.FrameSummary) -> tuple[int, int]:
    """Return the first character that failed, from 1, and the one after the last; 0 if unknown.

    Python counts bytes. What goes on in the next line ends with its first one.
    """
    if entry.colno is None or entry.end_colno is None or not entry.lineno:
        return 0, 0
    raw = linecache.getline(entry.filename, entry.lineno).rstrip("\n").encode()
    last = entry.end_colno if entry.end_lineno == entry.lineno else len(raw)
    column, end = (len(raw[:at].decode(errors="replace")) for at in (entry.colno, last))
    return column + 1, end + 1


def _message(error: BaseException) -> str:
    """Return the message without the pages that TensorFlow adds to an operation's error."""
    try:
        text = str(getattr(error, "message", error)) if hasattr(error, "node_def") else str(error)
        return encodable(_condensed(text)[:_MESSAGE_LIMIT])
    except BaseException as unprintable:  # a student's own __str__ may raise anything
        return f"(the message could not be shown: {_kind(unprintable)})"


def _condensed(text: str) -> str:
    """Return a graph's error without the parts that repeat the graph and its stack."""
    before, graph_error, after = text.partition("Graph execution error:")
    if not graph_error:
        return text
    skip = ("Detected at node", "Node:", "File ", "  ", "Original stack trace")
    lines = after.split("\n\nOriginal stack trace")[0].splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith(skip)]
    return before + "\n".join(kept) if kept else text


def line_of(operation: Any, filename: str) -> int:
    """Return the line of `filename` that created a TensorFlow operation, or 0."""
    return _made_at(operation, {filename})[1]


def _made_at(operation: Any, own: set[str]) -> tuple[str, int]:
    """Return which of the student's files and lines created an operation, 0 if none did."""
    try:
        stack = operation.traceback
    except AttributeError:
        return "", 0
    for entry in reversed(list(stack or ())):
        if entry.filename in own:
            return entry.filename, int(entry.lineno)
    return "", 0
