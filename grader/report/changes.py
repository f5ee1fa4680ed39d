"""What has changed from one report to the next; pure."""

from dataclasses import dataclass

from grader.foundation.model import Report


@dataclass(frozen=True)
class Change:
    """Names of checks that pass now and did not, and the reverse, in the order of the report."""

    passing: tuple[str, ...]
    failing: tuple[str, ...]


def change(before: Report | None, after: Report) -> Change:
    """Return what changed since the last report; nothing when there was none."""
    if before is None:
        return Change((), ())
    passed = {check.name for check in before.checks if check.status == "passed"}
    known = {check.name for check in before.checks}
    return Change(
        passing=tuple(
            check.name
            for check in after.checks
            if check.status == "passed" and check.name in known - passed
        ),
        failing=tuple(
            check.name
            for check in after.checks
            if check.status != "passed" and check.name in passed
        ),
    )
