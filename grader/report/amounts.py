"""Numbers and times in the words of a report; the templates' filters."""

from datetime import UTC, datetime
from decimal import Decimal

from grader.foundation.model import CheckResult, Decision, Report
from grader.foundation.text import counted


def points(value: Decimal | float) -> str:
    """Return points as people read them: to hundredths, without needless zeros."""
    return _short(f"{value:.2f}")


def exact_points(value: Decimal | float) -> str:
    """Return points as programs read them: to four digits, without needless zeros."""
    return _short(f"{value:.4f}")


def number(value: float) -> str:
    """Return a number to four digits."""
    return f"{value:.4g}"


def seconds(value: float | None) -> str:
    """Return seconds to hundredths, a dash if they are not known."""
    return "–" if value is None else f"{value:,.2f}"


def share(check: CheckResult) -> float:
    """Return the percentage of its points that a check was given."""
    return 100 * min(1.0, check.counted / check.max_score) if check.max_score > 0 else 0.0


def late_note(report: Report) -> str:
    """Return the sentence on a late report's points."""
    late = report.late
    if late is None:
        return ""
    days = counted(late.days, "day")
    return (
        f"Handed in late, by up to {days}: of the {points(report.earned_score)} points reached,"
        f" {number(100 * late.penalty)} % are lost and {points(late.score)} count."
    )


def full_message(report: Report) -> str:
    """Return the sentence that sums a report up, with the reason where nothing could be graded."""
    if report.status != "ungradable" or report.problem is None:
        return report.message
    return f"{report.message} {report.problem.message}"


def decision_note(decision: Decision) -> str:
    """Return the sentence on what the instructor decided."""
    who = decision.author + (f", {moment(decision.time)}" if decision.time else "")
    match decision.kind:
        case "override":
            what = f"{points(decision.score)} points count"
        case "excuse":
            what = f"The check {decision.check} is excused and counts in full"
            what = what if decision.check else "This exercise is excused: it does not count"
        case _:
            what = "Comment"
    return f"{what} ({who}): {decision.text}"


def moment(started: str, form: str = "%Y-%m-%d %H:%M UTC") -> str:
    """Return an ISO time in UTC, for a reader to the minute; any other text as it is."""
    try:
        return datetime.fromisoformat(started).astimezone(UTC).strftime(form)
    except ValueError:
        return started


def _short(digits: str) -> str:
    return digits.rstrip("0").rstrip(".")
