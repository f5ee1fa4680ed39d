"""One hint at a time: which of a report's hints stand open, and the steps in which they come."""

import re

import msgspec

from grader.foundation.model import CheckResult, Report
from grader.report.pointers import first_to_fix, subject


def as_told(report: Report) -> Report:
    """Return a report as students may read it: without hints, where the exercise gives none.

    What explains an error is no hint at the answer, and stays.
    """
    if report.hints != "none":
        return report
    checks = tuple(msgspec.structs.replace(one, hint="") for one in report.checks)
    return msgspec.structs.replace(report, mistake=None, checks=checks)


def open_hints(report: Report) -> frozenset[str]:
    """Return the names of the checks whose hints stand open; the others are asked for.

    Of several it is the first check to fix, unless an error or a known mistake says more.
    """
    failed = [one for one in report.checks if one.hint]
    if report.hints == "all":
        return frozenset(one.name for one in failed)
    first = first_to_fix(report.checks)
    known = report.mistake is not None or (report.problem is not None and report.problem.hint)
    if known or first is None:
        return frozenset()
    return frozenset({first.name})


def where(check: CheckResult, source: str = "") -> str:
    """Return where to look: what a check is about, and the line that sets it."""
    name = subject(check)
    line = _line(name, source)
    if not name:
        return f"{check.name}: {check.description}"
    at = f"`{name}`, line {line}" if line else f"`{name}`"
    return f"{check.name}: look at {at}. {check.description}"


def steps(report: Report, source: str = "") -> list[str]:
    """Return the hints of a report one by one, the most telling first.

    For each failed check: where to look, what is missing, nearly the line. source: the script.
    """
    report = as_told(report)
    found = [report.problem.hint] if report.problem is not None else []
    found += [report.mistake.hint] if report.mistake is not None else []
    for check in report.checks:
        if check.status == "failed" and report.hints != "none":
            found.append(where(check, source))
            found += ["" if check.secret else check.message, check.hint]
    return [text for text in dict.fromkeys(found) if text]


def _line(name: str, source: str) -> int:
    """Return the last line that gives a name its value, 0 if there is none."""
    root = re.split(r"[\[.]", name)[0]
    if not root.isidentifier():
        return 0
    pattern = re.compile(rf"^[ \t]*{root}[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE)
    found = [source.count("\n", 0, one.start()) + 1 for one in pattern.finditer(source)]
    return found[-1] if found else 0
