"""The pages of a class: what everybody reached, and how long the grading took."""

from collections.abc import Sequence

from grader.batch.histogram import draw_bars
from grader.batch.roster import Roster, Summary
from grader.batch.survey import survey
from grader.batch.timing import Timing
from grader.report.render import render_page


def render_class(roster: Roster) -> str:
    """Return the page of a class, whose links lead to the reports beside it."""
    return render_page("class.html", roster=roster, survey=survey(roster), draw_bars=draw_bars)


def render_timing(timing: Timing) -> str:
    """Return the page on how long a class took, which lies beside the class page."""
    return render_page("timing.html", timing=timing)


def render_student(found: Sequence[Summary]) -> str:
    """Return the page of one student, which lies beside their reports."""
    return render_page("student.html", found=found)


def render_door() -> str:
    """Return the page of the folder that holds all students' folders; it names nobody."""
    return render_page("door.html")
