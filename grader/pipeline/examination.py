"""What comes of grading one submission: a report, and what was measured beside it."""

import os
from dataclasses import dataclass

from grader.foundation.model import Report
from grader.judge.margins import Measured
from grader.workers.child import Child


@dataclass(frozen=True)
class Examination:
    """A report, what the judge noted beside it, and what the script itself used."""

    report: Report
    measured: Measured
    cpu_s: float
    memory_mb: int


def course_key() -> bytes | None:
    """Return the key in GRADE_COURSE_KEY; without one every run draws a new key."""
    key = os.environ.get("GRADE_COURSE_KEY", "")
    return key.encode() if key else None


def examined(report: Report, measured: Measured, script: Child) -> Examination:
    """Return the examination of a submission whose script ran in the child `script`."""
    used = script.exit
    return Examination(report, measured, used.cpu_s if used else 0.0, used.memory_mb if used else 0)
