"""Small reports by hand."""

from collections.abc import Callable

import pytest

from grader.foundation.model import (
    SCHEMA_VERSION,
    CheckResult,
    Environment,
    Mistake,
    Report,
    Status,
)


@pytest.fixture(scope="session")
def report_of() -> Callable[..., Report]:
    """Return a function that makes a report of a student, a score and, if told, a status."""

    def make(
        student: str,
        score: float,
        status: Status | None = None,
        exercise: str = "relu",
        mistake: str = "",
        message: str = "",
    ) -> Report:
        found: Status = status or ("passed" if score == 10 else "failed")
        return Report(
            schema_version=SCHEMA_VERSION,
            exercise=exercise,
            title="A network with a ReLU",
            student=student,
            file=f"{exercise}.py",
            status=found,
            score=score,
            max_score=10.0,
            message=message or f"Reached {score:g}.",
            mistake=Mistake(mistake, "Fix it.") if mistake else None,
            problem=None,
            checks=(
                CheckResult("first", "It works.", "passed" if score else "failed", score, 6.0),
                CheckResult("second", "It works well.", "failed" if score < 10 else "passed", 0, 4),
            ),
            output="",
            environment=Environment("1", "3.11", "2.21", "2.4", "Linux", "strong"),
            started="2026-01-02T03:04:05+00:00",
            duration_s=1.5,
            timings_s={"collect": 0.5},
        )

    return make
