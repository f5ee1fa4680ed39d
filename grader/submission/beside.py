"""A student's other Python files: which are read with the one that is judged, and reading them."""

import ast
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.catalog import Exercise
from grader.foundation.plain import NotPlain, entries, open_plain
from grader.foundation.text import encodable
from grader.submission.messages import MAX_BESIDE, MAX_BYTES, Beside, Start, Submission
from grader.submission.reading import parse_submission

Files = tuple[tuple[str, bytes], ...]


def open_beside(exercise: Exercise, root: Path, *parts: str) -> Files:
    """Return the files in a folder below `root` that an exercise takes beside its answer.

    No link is followed, none is larger than a megabyte, and there are at most fifty.
    """
    if not exercise.takes_more:
        return ()
    found: list[tuple[str, bytes]] = []
    try:
        names = sorted(encodable(one.name) for one in entries(root, *parts))
    except (OSError, NotPlain):
        return ()
    for name in names:
        if exercise.takes(name) and len(found) < MAX_BESIDE:
            try:
                with open_plain(root, *parts, name) as file:
                    found.append((name, file.read(MAX_BYTES)))
            except (OSError, NotPlain):
                continue  # it is as if it were not there, which is told where it is needed
    return tuple(found)


def with_files_beside(submission: Submission, files: Iterable[tuple[str, bytes]]) -> Submission:
    """Return a submission with its other files, each as Python reads it."""
    return msgspec.structs.replace(submission, beside=tuple(map(_read, files)))


def _read(file: tuple[str, bytes]) -> Beside:
    name, raw = file
    found = parse_submission(name, raw, Start("", ""))
    if isinstance(found, Submission):
        return Beside(name, found.source, begun=_is_begun(found.source))
    return Beside(name, raw[:MAX_BYTES], found.problem)


def _is_begun(source: bytes) -> bool:
    """Say whether a file is more than functions that return nothing, whatever they say they do."""
    body = ast.parse(source).body
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    return not functions or any(_does(one) for node in functions for one in node.body)


def _does(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None):
            return False
        case ast.Return(value=ast.Constant(value=None)):
            return False
    return True
