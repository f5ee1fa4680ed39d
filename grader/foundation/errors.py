"""Every error that the command may show, and the exit code that each one means.

GradeError
├── UsageFault        2: the command line names something that does not exist or cannot be used
└── GraderFault       3: the grader itself failed; costs the student nothing
    ├── ExerciseFault 3: an exercise folder is broken (file and key are named)
    └── WorkerLost    3: a warm parent process ended; another can take its place

A student's mistakes are never exceptions here: they are statuses in the report.
"""

from difflib import get_close_matches
from pathlib import Path


class GradeError(Exception):
    """An error with a message for a person: what happened, where, and what to do next."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageFault(GradeError):
    """What was typed cannot be carried out."""

    exit_code = 2


class GraderFault(GradeError):
    """The grader failed; the submission is not to blame."""


class ExerciseFault(GraderFault):
    """An exercise folder is broken."""

    def __init__(self, file: Path, problem: str, hint: str = "") -> None:
        super().__init__(f"{file}: {problem}", hint)
        self.file = file


class WorkerLost(GraderFault):
    """A warm parent process ended without being asked to."""


def did_you_mean(word: str, candidates: list[str]) -> str:
    """Return "did you mean …?" for the nearest candidates, or an empty string."""
    near = get_close_matches(word, candidates, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""
