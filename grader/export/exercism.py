"""Exercism's results.json, version 3 of its test runner interface.

Its three statuses: a check that was skipped or broke is an error there, and so is a submission of
which nothing was judged.
"""

from grader.export import words
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.model import CheckResult, Report

_MESSAGE, _OUTPUT = 65_535, 500
_CUT = "\n[cut: only the first 500 characters are shown]"


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return results.json."""
    (report,) = reports
    judged = any(check.status in ("passed", "failed") for check in report.checks)
    document: dict[str, object] = {"version": 3, "status": "error"}
    if not judged or report.status == "grader_fault":
        document["message"] = words.verdict(report)[:_MESSAGE]
    else:
        document["status"] = "pass" if report.status == "passed" else "fail"
        output = _shown(report.output)
        document["tests"] = [
            _test(check, "" if number else output) for number, check in enumerate(report.checks)
        ]
    return {"results.json": json_bytes(document)}


def _test(check: CheckResult, output: str) -> dict[str, object]:
    """Return one test; what the script printed, once for all checks, goes with the first."""
    test: dict[str, object] = {
        "name": check.name,
        "test_code": check.description[:1000],
        "status": {"passed": "pass", "failed": "fail"}.get(check.status, "error"),
    }
    if check.status != "passed":
        test["message"] = words.explanation(check)[:_MESSAGE]
    return {**test, "output": output} if output else test


def _shown(output: str) -> str:
    text = output.strip("\n")
    return text if len(text) <= _OUTPUT else text[: _OUTPUT - len(_CUT)] + _CUT
