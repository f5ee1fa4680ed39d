"""A student's file or notebook, read as far as that goes without TensorFlow."""

from grader.submission.reading import (
    MAX_BYTES,
    NOTEBOOK,
    Submission,
    Ungradable,
    most_bytes,
    parse_module,
    parse_submission,
    read_submission,
)

__all__ = [
    "MAX_BYTES",
    "NOTEBOOK",
    "Submission",
    "Ungradable",
    "most_bytes",
    "parse_module",
    "parse_submission",
    "read_submission",
]
