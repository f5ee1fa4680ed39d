"""Classroom 50's result.json: points are whole numbers there.

What Classroom 50 knows about the run (classroom, commit, …) is in its environment variables, which
the command passes on.
"""

from math import floor

from grader.export import points
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.model import Report
from grader.report.amounts import moment


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return result.json; quarters of points are made whole by one factor for all numbers."""
    (report,) = reports
    factor, scaled = points.whole(report)
    whole = report.late is None and report.override is None
    counts = None if whole else floor(points.counts(report) * factor)
    run = options.run
    document = {
        "schema": "classroom50/result/v1",
        "classroom": run.get("CLASSROOM", ""),
        "assignment": run.get("ASSIGNMENT") or report.exercise,
        "submission": run.get("SUBMISSION_TAG", ""),
        "commit": run.get("COMMIT_URL", ""),
        "release": run.get("RELEASE_URL", ""),
        "review": run.get("REVIEW_URL", ""),
        "datetime": moment(report.started, "%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(score for score, _ in scaled) if counts is None else counts,
        "max-score": sum(most for _, most in scaled),
        "tests": [
            {
                "test-name": check.name,
                "passed": check.status == "passed",
                "score": score,
                "max-score": most,
            }
            for check, (score, most) in zip(report.checks, scaled, strict=True)
        ],
    }
    return {"result.json": json_bytes(document)}
