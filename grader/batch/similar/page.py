"""The page that shows similar submissions side by side."""

from collections.abc import Sequence

from grader.batch.similar.sides import PairView
from grader.report.render import render_page


def render_similar(shown: Sequence[PairView], count: int, threshold: int) -> str:
    """Return the page that shows the most alike of `count` pairs side by side."""
    return render_page("similar.html", shown=shown, count=count, threshold=threshold)
