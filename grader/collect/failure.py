"""A student's exception, flattened to strings: type, message and the student's own lines."""

import linecache
import traceback
from typing import Any

from grader.collect.claims import Failure, Frame

_MESSAGE_LIMIT = 4096
_FRAME_LIMIT = 10


def flatten(error: BaseException, filename: str) -> Failure:
    """Return `error` as data, with only the frames that lie in the student's file."""
    frames = [
        _frame(filename, entry.lineno or 0, entry.name)
        for entry in traceback.extract_tb(error.__traceback__, limit=None)
        if entry.filename == filename
    ]
    defined = _defined_at(error, filename)
    if defined and defined not in [frame.line for frame in frames]:
        frames.append(_frame(filename, defined, "<defined here>"))
    return Failure(type(error).__name__, _message(error), tuple(frames[-_FRAME_LIMIT:]))


def _frame(filename: str, line: int, function: str) -> Frame:
    return Frame(filename, line, function, linecache.getline(filename, line).strip()[:300])


def _message(error: BaseException) -> str:
    """Return the message without the pages that TensorFlow adds to an operation's error."""
    try:
        text = str(error.message) if hasattr(error, "node_def") else str(error)
    except Exception as unprintable:  # a student's own __str__ may raise
        text = f"(the message could not be shown: {type(unprintable).__name__})"
    text = text.split("\n\nOriginal stack trace")[0]
    if text.startswith("Graph execution error"):
        lines = [line for line in text.splitlines()[1:] if line.strip()]
        skip = ("Detected at node", "Node:", "File ", "  ")
        kept = [line for line in lines if not line.startswith(skip)]
        text = "\n".join(kept) or text
    return text[:_MESSAGE_LIMIT]


def _defined_at(error: BaseException, filename: str) -> int:
    """Return the student's line that made the operation which failed, or 0."""
    operation: Any = getattr(error, "op", None)
    return line_of(operation, filename) if operation is not None else 0


def line_of(operation: Any, filename: str) -> int:
    """Return the line of `filename` that created a TensorFlow operation, or 0."""
    try:
        stack = operation.traceback
    except AttributeError:
        return 0
    for entry in reversed(list(stack or ())):
        if entry.filename == filename:
            return int(entry.lineno)
    return 0
