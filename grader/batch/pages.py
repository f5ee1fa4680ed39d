"""The pages of a class: what everybody reached, and how long the grading took."""

from grader.batch.histogram import draw_bars
from grader.batch.roster import Roster
from grader.batch.survey import survey
from grader.batch.timing import Timing
from grader.report.render import render_page


def render_class(roster: Roster) -> str:
    """Return the page of a class, whose links lead to the reports beside it."""
    return render_page("class.html", roster=roster, survey=survey(roster), draw_bars=draw_bars)


def render_timing(timing: Timing) -> str:
    """Return the page on how long a class took, which lies beside the class page."""
    return render_page("timing.html", timing=timing)
