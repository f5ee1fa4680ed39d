"""course.toml: due dates in their time zone, grace, penalty, cap, extensions, attempts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.course import Course, counting, lateness, read_course
from grader.foundation.errors import UsageFault

SLUGS = ("relu", "dropout")
TOML = """
timezone = "Europe/Berlin"

[late]
grace_minutes = 15
per_day = 0.1
cap = 0.5

[attempts]
counts = "best"
most = 3

[due]
relu = 2026-10-05T23:59:00
dropout = 2026-10-05T23:59:00Z

[[extension]]
student = "ben"
exercise = "relu"
due = 2026-10-07T23:59:00

[[extension]]
student = "carl"
"""


@pytest.fixture
def read(tmp_path: Path):
    """Return a function that reads a course from text."""

    def run(text: str) -> Course:
        file = tmp_path / "course.toml"
        file.write_text(dedent(text))
        return read_course(file, SLUGS)

    return run


def test_due_dates_have_a_time_zone(read):
    """A time without an offset is meant in the course's zone, summer time and all."""
    course = read(TOML)
    assert course.due_for("anna", "relu") == datetime(2026, 10, 5, 21, 59, tzinfo=UTC)
    assert course.due_for("anna", "dropout") == datetime(2026, 10, 5, 23, 59, tzinfo=UTC)


def test_extensions(read):
    """One exercise may be due later for a student; no date is no due date at all."""
    course = read(TOML)
    assert course.due_for("ben", "relu") == datetime(2026, 10, 7, 21, 59, tzinfo=UTC)
    assert course.due_for("ben", "dropout") == course.due_for("anna", "dropout")
    assert course.due_for("carl", "relu") is None


@pytest.mark.parametrize(
    ("submitted", "days", "left"),
    [
        ("2026-10-05T21:59:00+00:00", None, 8.0),
        ("2026-10-05T22:14:00+00:00", None, 8.0),  # the last second of grace
        ("2026-10-05T22:14:01+00:00", 1, 7.2),
        ("2026-10-06T21:59:00+00:00", 1, 7.2),
        ("2026-10-06T21:59:01+00:00", 2, 6.4),
        ("2026-12-24T12:00:00+00:00", 80, 4.0),  # the cap
        ("", None, 8.0),
    ],
)
def test_the_penalty(read, report_of, submitted, days, left):
    """A share is lost for each day begun after the due date, up to the cap."""
    late = lateness(read(TOML), "anna", report_of("anna", 8.0), submitted)
    assert (late.days if late else None) == days
    assert (late.score if late else 8.0) == left


@pytest.mark.parametrize(
    ("due", "submitted", "days"),
    [
        ("2026-10-24T12:00:00", "2026-10-25T11:59:00+01:00", 1),  # a day of 25 hours
        ("2026-10-24T12:00:00", "2026-10-25T12:00:01+01:00", 2),
        ("2026-03-28T12:00:00", "2026-03-29T12:00:00+02:00", 1),  # a day of 23 hours
        ("2026-10-25T02:50:00", "2026-10-25T02:10:00+01:00", 1),  # the hour that comes twice
    ],
)
def test_a_day_late_is_a_day_on_the_calendar(read, report_of, due, submitted, days):
    """It ends when the clock on the wall shows the due time, also when the clock was changed."""
    course = read(f'timezone = "Europe/Berlin"\n[due]\nrelu = {due}\n')
    late = lateness(course, "anna", report_of("anna", 8.0), submitted)
    assert late is not None
    assert late.days == days


@pytest.mark.parametrize("date", ["'05/10/2026 23:59'", "05.10.2026", "2026/10/05"])
def test_another_way_to_write_a_date(read, date):
    """Whoever writes a date in another way is shown how it is written here."""
    with pytest.raises(UsageFault) as fault:
        read(f"[due]\nrelu = {date}\n")
    assert "write 2026-10-05T23:59:00" in fault.value.hint


def test_halves_are_rounded_up(read, report_of):
    """Points are rounded to hundredths the way that people expect."""
    course = read("[late]\nper_day = 0.1\n[due]\nrelu = 2026-01-01T00:00:00\n")
    late = lateness(course, "anna", report_of("anna", 2.25), "2026-01-01T12:00:00+00:00")
    assert late is not None
    assert late.score == 2.03  # 2.025


@given(
    score=st.integers(0, 40).map(lambda quarters: quarters / 4),
    minutes=st.integers(-100_000, 100_000),
    per_day=st.floats(0, 1),
    cap=st.floats(0, 1),
)
def test_lateness_never_adds_and_never_goes_below_the_cap(report_of, score, minutes, per_day, cap):
    """What is left lies between nothing lost and the cap, and later is never better."""
    rules = {"per_day": per_day, "cap": cap}
    course = msgspec.convert(
        {"late": rules, "due": {"relu": datetime(2026, 1, 1, tzinfo=UTC)}}, Course
    )
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    def left(when: datetime) -> float:
        late = lateness(course, "a", report_of("a", score), when.isoformat())
        return score if late is None else late.score

    assert score * (1 - cap) - 0.006 <= left(moment) <= score
    assert left(moment + timedelta(days=1)) <= left(moment)


def test_which_attempt_counts(read):
    """The last or the best, of those that are allowed."""
    best, last = read(TOML), read('[attempts]\ncounts = "last"\nmost = 2\n')
    assert counting(best, [3.0, 9.0, 9.0, 10.0]) == 2
    assert counting(last, [3.0, 9.0, 10.0]) == 1
    assert counting(Course(), [3.0, 9.0, 1.0]) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('timezone = "Mars/Base"', "no time zone 'Mars/Base'"),
        ("[late]\nper_day = 2.0", "per_day"),
        ("[late]\nper_hour = 0.1", "per_hour"),
        ("[due]\nrellu = 2026-01-01T00:00:00", "no exercise 'rellu'"),
        ("[due]\nrelu = 'soon'", "due"),
        ("[due\n", "course.toml"),
        ("[[extension]]\nexercise = 'relu'", "student"),
    ],
)
def test_mistakes_in_the_file(read, text, told):
    """What cannot be read is told with file and key."""
    with pytest.raises(UsageFault, match=told) as fault:
        read(text)
    assert "course.toml" in fault.value.message


def test_no_file(tmp_path):
    """A file that is not there is an error."""
    with pytest.raises(UsageFault, match="cannot be read"):
        read_course(tmp_path / "course.toml", SLUGS)
