"""Where a report points: the check to fix first, and the part of the graph that it is about."""

import re
from collections.abc import Iterable, Sequence

from grader.foundation.model import CheckResult, Report

_QUOTED = re.compile(r"`([^`]+)`")


def first_to_fix(checks: Iterable[CheckResult]) -> CheckResult | None:
    """Return the first check that did not pass though it was judged, None if there is none."""
    return next((one for one in checks if one.status not in ("passed", "skipped")), None)


def first_words(check: CheckResult | None) -> str:
    """Return how a report's sentence ends that names the check to fix first."""
    return f"; first to fix: {check.name}" if check else ""


def headline(report: Report) -> str:
    """Return the sentence that sums a report up, without the check that is to be fixed first."""
    first = first_to_fix(report.checks)
    said, mark, last = report.message.rpartition("; ")
    return f"{said}." if mark and first and last.endswith(f": {first.name}.") else report.message


def suspect(report: Report) -> str:
    """Return the student's name for the first part of the graph that a failed check is about.

    A check is about what it is called, or what its description names first: where that is no part
    of the graph, there is nothing to point at. Of a check that names nothing, the hint counts.
    "" for nothing.
    """
    if report.graph is None:
        return ""
    labels = [node.label for node in report.graph.nodes if node.label]
    found = [subject(one, labels) for one in report.checks if one.status == "failed"]
    return min((one for one in found if one in labels), key=labels.index, default="")


def subject(check: CheckResult, labels: Sequence[str] = ()) -> str:
    """Return the name that a check is about, "" if it names none.

    labels: the student's names of parts of the graph.
    """
    if check.name in labels:
        return check.name
    quoted = _QUOTED.findall(check.description) or _QUOTED.findall(check.hint)
    return str(quoted[0]) if quoted else ""
