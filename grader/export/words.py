"""What a report says, in plain sentences for systems that show text."""

from grader.foundation.model import CheckResult, Report
from grader.report.amounts import decision_note, late_note


def verdict(report: Report) -> str:
    """Return what is said of the submission as a whole."""
    lines = [report.message, *([late_note(report)] if report.late else [])]
    lines += map(decision_note, report.decisions)
    if report.mistake is not None:
        lines.append(f"What most likely went wrong: {report.mistake.hint}")
    if report.problem is not None:
        lines.append(problem(report))
    return "\n".join([*lines, *report.notes])


def problem(report: Report) -> str:
    """Return the problem with its place and hint, "" if there is none."""
    found = report.problem
    if found is None:
        return ""
    lines = [f"{found.type}: {found.message}"]
    lines += [f"{line.file}, line {line.line}: {line.text}" for line in found.lines]
    return "\n".join([*lines, *([f"Hint: {found.hint}"] if found.hint else [])])


def explanation(check: CheckResult) -> str:
    """Return what is said of one check beside its sentence, "" if nothing is."""
    hint = f"Hint: {check.hint}" if check.hint else ""
    return "\n".join(filter(None, (check.message, hint)))


def code_line(report: Report) -> tuple[str, int] | None:
    """Return file and line where the submission stopped.

    None if that is not known, or is the cell of a notebook, in which no line of the file is meant.
    """
    if report.problem is None or not report.problem.lines:
        return None
    place = report.problem.lines[-1]
    return (place.file, place.line) if place.file == report.file else None
