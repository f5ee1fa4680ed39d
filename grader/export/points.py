"""Points as exact decimals: the parts that are shown always add up to the whole that is shown.

A check's score may be any fraction of its points (a third, say). It is rounded once, here, to a ten
thousandth; every total is the sum of such parts and never rounded again.
"""

from decimal import Decimal
from math import floor

from grader.foundation.model import CheckResult, Report

_STEP = Decimal("0.0001")
ZERO = Decimal(0)
_FACTORS = (1, 2, 4, 5, 10, 20, 25, 50, 100)


def part(check: CheckResult) -> Decimal:
    """Return the points that count of a check."""
    return Decimal(check.counted).quantize(_STEP)


def worth(check: CheckResult) -> Decimal:
    """Return the points that a check carries."""
    return Decimal(check.max_score).quantize(_STEP)


def earned(report: Report) -> Decimal:
    """Return the points of a report: the sum of its checks' points."""
    return sum(map(part, report.checks), ZERO)


def counts(report: Report) -> Decimal:
    """Return the points that count: the instructor's, or those earned less what lateness costs."""
    if report.override is not None or report.late is not None:
        return Decimal(report.final_score).quantize(_STEP)
    return earned(report)


def possible(report: Report) -> Decimal:
    """Return the most points that a report could have."""
    return sum(map(worth, report.checks), ZERO)


def share(report: Report) -> float:
    """Return points that count by possible points, from 0 to 1; 0 when there are none."""
    most = possible(report)
    return float(min(Decimal(1), max(Decimal(0), counts(report) / most))) if most else 0.0


def number(points: Decimal) -> int | float:
    """Return points for JSON: a whole number where they are one."""
    return int(points) if points == points.to_integral_value() else float(points)


def whole(report: Report) -> tuple[int, list[tuple[int, int]]]:
    """Return a factor, and for each check its points and its worth times that factor.

    The points that count are whole by that factor, too, if they can be.

    The factor is the smallest that makes every number whole, at most 100. Where 100 does not, a
    score is rounded down to a hundredth, so that a part never looks like the whole.
    """
    parts = [(part(check), worth(check)) for check in report.checks]
    exact = (
        factor
        for factor in _FACTORS
        if all(
            (value * factor) % 1 == 0 for pair in [*parts, (counts(report), ZERO)] for value in pair
        )
    )
    factor = next(exact, _FACTORS[-1])
    return factor, [(floor(score * factor), floor(most * factor)) for score, most in parts]
