"""Where a report points: the check to fix first, and the part of the graph that it is about."""

import re
from collections.abc import Iterable, Iterator

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
    first = first_words(first_to_fix(report.checks))
    return report.message.replace(f"{first}.", ".")


def suspect(report: Report) -> str:
    """Return the student's name for the first part of the graph that a failed check is about.

    A check is about what it is called, or what its description names first. If no failed check is
    about a part of the graph, what the hint of the first one names is pointed at. "" for nothing.
    """
    if report.graph is None:
        return ""
    labels = [node.label for node in report.graph.nodes if node.label]
    failed = [one for one in report.checks if one.status == "failed"]
    found = [label for check in failed for label in list(_named(check, labels))[:1]]
    found = found or [label for check in failed[:1] for label in _quoted(check.hint, labels)][:1]
    return min(found, key=labels.index, default="")


def _named(check: CheckResult, labels: list[str]) -> Iterator[str]:
    if check.name in labels:
        yield check.name
    yield from _quoted(check.description, labels)


def _quoted(text: str, labels: list[str]) -> Iterator[str]:
    return (name for name in _QUOTED.findall(text) if name in labels)
