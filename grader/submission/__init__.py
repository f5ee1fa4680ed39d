"""What a student handed in: opened by the trusted side, looked into by a limited child."""

from grader.submission.messages import (
    MAX_BYTES,
    CodeCell,
    Start,
    Submission,
    Ungradable,
    UnreadCell,
)
from grader.submission.opening import NOTEBOOK, most_bytes, open_submission, shown_name, start_of
from grader.submission.reading import parse_submission

__all__ = [
    "MAX_BYTES",
    "NOTEBOOK",
    "CodeCell",
    "Start",
    "Submission",
    "Ungradable",
    "UnreadCell",
    "most_bytes",
    "open_submission",
    "parse_submission",
    "shown_name",
    "start_of",
]
