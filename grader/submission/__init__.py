"""A student's file or notebook, read as far as that goes without TensorFlow."""

from grader.submission.cells import CodeCell
from grader.submission.reading import (
    MAX_BYTES,
    NOTEBOOK,
    Submission,
    Ungradable,
    UnreadCell,
    most_bytes,
    parse_module,
    parse_submission,
    read_submission,
)

__all__ = [
    "MAX_BYTES",
    "NOTEBOOK",
    "CodeCell",
    "Submission",
    "Ungradable",
    "UnreadCell",
    "most_bytes",
    "parse_module",
    "parse_submission",
    "read_submission",
]
