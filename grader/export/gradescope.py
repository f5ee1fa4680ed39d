"""Gradescope's results.json. All tests are visible: one hidden test would hide the total."""

from grader.export import points, words
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.model import CheckResult, Report

_LONGEST = 8000


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return results.json. What the script printed is in the report's own output, not here."""
    (report,) = reports
    document = {
        "score": points.number(points.counts(report)),
        "execution_time": round(report.duration_s, 3),
        "output": words.verdict(report)[:_LONGEST],
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(number, check) for number, check in enumerate(report.checks, start=1)],
        "extra_data": {
            "exercise": report.exercise,
            "status": report.status,
            "max_score": points.number(points.possible(report)),
            "graphgrade": report.environment.graphgrade,
            "confinement": report.environment.confinement,
        },
    }
    return {"results.json": json_bytes(document)}


def _test(number: int, check: CheckResult) -> dict[str, object]:
    return {
        "name": check.description[:1000],
        "number": str(number),
        "score": points.number(points.part(check)),
        "max_score": points.number(points.worth(check)),
        "status": "passed" if check.status == "passed" else "failed",
        "output": words.explanation(check)[:_LONGEST],
        "output_format": "text",
        "tags": [check.name, *(["hidden inputs"] if check.secret else [])],
        "visibility": "visible",
    }
