"""What changed between two reports."""

import msgspec
import pytest

from grader.foundation.model import CheckResult, Report, Status
from grader.report.changes import Change, change


@pytest.fixture
def with_checks(reports: dict[str, Report]):
    """Return a function that makes a report whose checks have these statuses."""

    def make(**statuses: Status) -> Report:
        checks = tuple(CheckResult(name, "", status, 0, 1) for name, status in statuses.items())
        return msgspec.structs.replace(reports["passed"], checks=checks)

    return make


def test_nothing_before(with_checks):
    """The first report is no change."""
    assert change(None, with_checks(a="passed")) == Change((), ())


def test_both_ways(with_checks):
    """What passes now and what no longer does are told apart; skipped is not passed."""
    before = with_checks(a="failed", b="passed", c="passed", d="failed")
    after = with_checks(a="passed", b="skipped", c="passed", d="failed")
    assert change(before, after) == Change(passing=("a",), failing=("b",))


def test_a_check_that_is_new(with_checks):
    """A check that the earlier report did not have is not news."""
    assert change(with_checks(a="passed"), with_checks(a="passed", b="passed")) == Change((), ())
