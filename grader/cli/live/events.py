"""What can happen while a file is watched."""

import queue
from dataclasses import dataclass

from grader.foundation.model import Report


@dataclass(frozen=True)
class Saved:
    """The watched file was written."""


@dataclass(frozen=True)
class Gone:
    """The watched file is no longer there."""


@dataclass(frozen=True)
class Pressed:
    """A key was pressed; the end of input is the key q."""

    key: str


@dataclass(frozen=True)
class Judged:
    """A grading has ended. number tells it from those that were given up."""

    number: int
    report: Report


@dataclass(frozen=True)
class Failed:
    """A grading, or the watching itself, could not be carried out."""

    error: Exception


Event = Saved | Gone | Pressed | Judged | Failed
Events = queue.SimpleQueue[Event]
