"""Classroom 50's result.json: points are whole numbers there.

What Classroom 50 knows about the run (classroom, owner, commit, …) is in its environment variables,
which the command passes on.
"""

import re
from math import floor

from grader.export import points
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report
from grader.report.amounts import moment

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_TAGGED = re.compile(r"(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z")


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return result.json; quarters of points are made whole by one factor for all numbers.

    Raises UsageFault if nothing tells when the work was handed in.
    """
    (report,) = reports
    factor, scaled = points.whole(report)
    whole = report.late is None and report.override is None
    counts = None if whole else floor(points.counts(report) * factor)
    run = options.run
    document = {
        "schema": "classroom50/result/v1",
        "classroom": run.get("CLASSROOM", ""),
        "assignment": run.get("ASSIGNMENT") or report.exercise,
        "assignment_type": run.get("ASSIGNMENT_TYPE") or "individual",
        "owner": run.get("OWNER") or report.student,
        "submission": run.get("SUBMISSION_TAG", ""),
        "commit": run.get("COMMIT_URL", ""),
        "release": run.get("RELEASE_URL", ""),
        "review": run.get("REVIEW_URL") or run.get("COMMIT_URL", ""),
        "datetime": _handed_in(report, options),
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


def _handed_in(report: Report, options: Options) -> str:
    """Return when the work was handed in, which no later grading changes.

    That is what the journal knows, else the time in the name of the submission, else the beginning
    of the grading.
    """
    _, submitted = options.times.get((report.student, report.exercise), ("", ""))
    tagged = _TAGGED.search(options.run.get("SUBMISSION_TAG", ""))
    named = "{}{}:{}:{}Z".format(*tagged.groups()) if tagged else ""
    known = (submitted, report.late.submitted if report.late else "", named, report.started)
    time = next(filter(None, known), "")
    if not time:
        raise UsageFault(
            f"it is not known when {report.student} handed in {report.exercise}, and Classroom 50"
            " wants to know",
            "name the folder that `grade batch` wrote, with --student and --exercise, or set"
            " SUBMISSION_TAG",
        )
    return moment(time, _TIME)
