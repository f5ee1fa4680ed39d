"""Numbers and times in the words of a report; the templates' filters."""

from datetime import UTC, datetime

from grader.foundation.model import CheckResult, Report


def points(value: float) -> str:
    """Return points to hundredths, without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def number(value: float) -> str:
    """Return a number to four digits."""
    return f"{value:.4g}"


def seconds(value: float | None) -> str:
    """Return seconds to hundredths, a dash if they are not known."""
    return "–" if value is None else f"{value:,.2f}"


def share(check: CheckResult) -> float:
    """Return the percentage of its points that a check was given."""
    return 100 * min(1.0, check.score / check.max_score) if check.max_score > 0 else 0.0


def late_note(report: Report) -> str:
    """Return the sentence on a late report's points."""
    late = report.late
    if late is None:
        return ""
    days = f"{late.days} day{'' if late.days == 1 else 's'}"
    return (
        f"Handed in late, by up to {days}: of the {points(report.score)} points reached,"
        f" {number(100 * late.penalty)} % are lost and {points(late.score)} are left."
    )


def moment(started: str) -> str:
    """Return an ISO time for a reader, to the minute; any other text as it is."""
    try:
        return datetime.fromisoformat(started).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    except ValueError:
        return started
