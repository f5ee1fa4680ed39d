"""GitLab CI: a JUnit artifact for the test tab, code quality for marks in the merge request."""

import hashlib

from grader.export import junit, words
from grader.export.encoding import json_bytes
from grader.export.options import Files, Options
from grader.foundation.model import CheckResult, Report


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return junit.xml and gl-code-quality-report.json."""
    findings = [finding for report in reports for finding in _findings(report, options)]
    return {
        "junit.xml": junit.document(reports),
        "gl-code-quality-report.json": json_bytes(findings),
    }


def _findings(report: Report, options: Options) -> list[dict[str, object]]:
    """Return what stopped the submission, then every failed check; nothing for our own failure."""
    if report.status == "grader_fault":
        return []
    path = options.path(report, report.file)
    found = []
    if report.problem is not None:
        file, line = words.code_line(report) or (report.file, 1)
        where = options.path(report, file)
        text = words.problem(report)
        found.append(_finding(report, "submission", text, "critical", where, line))
    found += [
        _finding(report, check.name, _text(check), "major", path, 1)
        for check in report.checks
        if check.status == "failed"
    ]
    return found


def _text(check: CheckResult) -> str:
    return f"{check.description}\n{words.explanation(check)}".strip()


def _finding(
    report: Report, name: str, text: str, severity: str, path: str, line: int
) -> dict[str, object]:
    known = "\0".join((report.exercise, report.student, name, path))
    return {
        "description": " ".join(text.split())[:1000],
        "check_name": f"graphgrade.{report.exercise}.{name}",
        "fingerprint": hashlib.sha256(known.encode("utf-8", "replace")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
