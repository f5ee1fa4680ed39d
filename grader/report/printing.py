"""A report, printed: for a terminal of any width and any encoding."""

from typing import TYPE_CHECKING

from grader.foundation.model import Report
from grader.foundation.signs import encodable
from grader.report.render import render_text

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST, _WIDEST = 40, 100


def print_report(report: Report, console: "Console", *, verbose: bool = False) -> None:
    """Print a report to a console; verbose adds the end of what the script printed."""
    width = max(_NARROWEST, min(console.width, _WIDEST))
    text = encodable(render_text(report, verbose=verbose, width=width), console.encoding)
    console.print(text, end="", markup=True, emoji=False, highlight=False, soft_wrap=True)
