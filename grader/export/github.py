"""GitHub Actions: annotations on the student's file, a job summary, outputs of the step.

A step shows ten errors, so the most telling come first. A summary that is larger than what a step
may write (1 MiB in all) is lost whole; so whole reports are left out before it gets that far.
"""

from grader.export import points, words
from grader.export.encoding import command
from grader.export.options import Files, Options
from grader.foundation.model import Report
from grader.report.amounts import exact_points
from grader.report.amounts import points as shown
from grader.report.render import render_class_markdown, render_markdown

_ERRORS = 10
_LEFT_OUT = "\n_{} left out: the job summary would be too long._\n"


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return annotations.txt, summary.md and outputs.txt."""
    return {
        "annotations.txt": _annotations(reports, options).encode(),
        "summary.md": f"{summary(reports, options.room - 1)}\n".encode(),
        "outputs.txt": _outputs(reports).encode(),
    }


def summary(reports: tuple[Report, ...], room: int) -> str:
    """Return a job summary of at most `room` bytes: a table, then the reports that still fit."""
    pages = [render_markdown(report) for report in reports]
    if len(pages) == 1 and len(pages[0].encode()) <= room:
        return pages[0]
    shown = len(reports)
    while shown and len(render_class_markdown(reports[:shown]).encode()) > room // 2:
        shown //= 2
    text = render_class_markdown(reports[:shown])
    if shown < len(reports):
        text += _LEFT_OUT.format(f"{len(reports) - shown} rows")
    left = room - len(text.encode()) - len(_LEFT_OUT) - 40
    omitted = 0
    for report, page in zip(reports, pages, strict=True):
        size = len(page.encode()) + 2
        if report.status == "passed":
            continue
        if size > left:
            omitted += 1
            continue
        text, left = f"{text}\n\n{page}", left - size
    text += _LEFT_OUT.format(f"{omitted} reports") if omitted else ""
    return text if len(text.encode()) <= room else ""


def _annotations(reports: tuple[Report, ...], options: Options) -> str:
    """Return the first error of every report, then the others, as many as a step shows.

    In a class, files are known only where the folder says where each student's lie.
    """
    placed = len({report.student for report in reports}) == 1 or "{student}" in options.folder
    found = [_of_one(report, options) if placed else _unplaced(report) for report in reports]
    errors = [lines[0] for lines in found if lines] + [
        line for lines in found for line in lines[1:]
    ]
    if len(reports) > 1:
        passed = sum(report.status == "passed" for report in reports)
        done = command("notice", f"{passed} of {len(reports)} passed", {"title": "graphgrade"})
        errors = [line for line in errors if line.startswith("::error")]
        return "".join(f"{line}\n" for line in [done, *errors[:_ERRORS]])
    return "".join(f"{line}\n" for line in errors[:_ERRORS])


def _unplaced(report: Report) -> list[str]:
    return [_fault(report)] if report.status == "grader_fault" else []


def _of_one(report: Report, options: Options) -> list[str]:
    """Return what the checks tab shows: the problem or the mistake, then every failed check."""
    if report.status == "grader_fault":
        return [_fault(report)]
    score, most = shown(points.counts(report)), shown(points.possible(report))
    title = f"{report.exercise}: {score} of {most} points"
    path = options.path(report, report.file)
    if report.status == "passed":
        return [command("notice", report.message, {"file": path, "title": title})]
    if report.problem is not None:
        file, line = words.code_line(report) or (report.file, 1)
        where = options.path(report, file)
        first = _error(where, line, report.problem.type, words.problem(report))
    else:
        hint = report.mistake.hint if report.mistake else report.message
        first = _error(path, 1, title, hint)
    others = [
        _error(path, 1, check.name, f"{check.description}\n{words.explanation(check)}")
        for check in report.checks
        if check.status not in ("passed", "skipped")
    ]
    return [first, *others]


def _error(path: str, line: int, title: str, message: str) -> str:
    return command("error", message, {"file": path, "line": line, "title": title})


def _fault(report: Report) -> str:
    title = f"{report.exercise}: the grader failed; this costs no points"
    return command("error", words.problem(report) or report.message, {"title": title})


def _outputs(reports: tuple[Report, ...]) -> str:
    """Return name=value lines; every value is a number or one of our own words."""
    passed = all(report.status == "passed" for report in reports)
    score = sum(map(points.counts, reports), start=points.ZERO)
    most = sum(map(points.possible, reports), start=points.ZERO)
    values = {
        "passed": str(passed).lower(),
        "status": reports[0].status if len(reports) == 1 else ("passed" if passed else "failed"),
        "score": exact_points(score),
        "max-score": exact_points(most),
        "reports": str(len(reports)),
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())
