"""PrairieLearn's results.json for external grading, at most 1 MB.

A file that cannot be graded, and a failure of the grader, are "not gradable": PrairieLearn then
takes no attempt away.
"""

from grader.export import points, words
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.model import CheckResult, Report

_LONGEST = 8000


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return results.json."""
    (report,) = reports
    gradable = report.status not in ("ungradable", "grader_fault")
    document: dict[str, object] = {
        "gradable": gradable,
        "message": words.verdict(report)[:_LONGEST],
        "output": report.output[-_LONGEST:],
    }
    if gradable:
        document["score"] = points.share(report)
        document["tests"] = [_test(check) for check in report.checks]
    else:
        document["format_errors"] = [words.problem(report)[:_LONGEST] or report.message]
    return {"results.json": json_bytes(document)}


def _test(check: CheckResult) -> dict[str, object]:
    return {
        "name": check.name,
        "description": check.description[:1000],
        "points": points.number(points.part(check)),
        "max_points": points.number(points.worth(check)),
        "message": words.explanation(check)[:_LONGEST],
        "output": "",
    }
