"""One hint at a time: what stands open, what is asked for, and what is not told at all."""

import msgspec
import pytest

from grader.foundation.model import CheckResult, Report
from grader.report.hints import as_told, open_hints, steps
from grader.report.render import render_html, render_markdown, render_text

SCRIPT = "import x\nweights = 1\nhidden_layer = 1\nhidden_layer: int = 2\noutput == 3\n"


@pytest.fixture
def report(reports: dict[str, Report]) -> Report:
    """Return a report with two failed checks, and no known mistake."""
    checks = (
        CheckResult("a", "`hidden_layer` is right.", "failed", 0, 1, "It differs.", "Use relu."),
        CheckResult("b", "It prints.", "failed", 0, 1, "Nothing.", "Call print.", secret=True),
        CheckResult("c", "It runs.", "passed", 1, 1),
    )
    failed = reports["failed"]
    return msgspec.structs.replace(failed, hints="first", checks=checks, mistake=None, problem=None)


def test_the_first_hint_stands_open(report: Report) -> None:
    """The hint of the first check to fix; the others unfold on the page."""
    assert open_hints(report) == {"a"}
    page = render_html(report)
    assert page.count("Call print.") == page.count("Use relu.") == 1
    assert page.index('<details class="hint"') > page.index("Use relu.")
    for text in (render_markdown(report), render_text(report)):
        assert "Use relu." in text
        assert "Call print." not in text


def test_what_says_more_comes_before_the_first_hint(
    report: Report, reports: dict[str, Report]
) -> None:
    """Where a mistake is known, or an error explained, no check's hint stands open."""
    known = msgspec.structs.replace(report, mistake=reports["failed"].mistake)
    raised = msgspec.structs.replace(report, problem=reports["error"].problem)
    assert open_hints(known) == open_hints(raised) == frozenset()


def test_all_hints_stand_open_where_the_exercise_says_so(report: Report) -> None:
    """`hints = "all"` shows them as one list."""
    every = msgspec.structs.replace(report, hints="all")
    assert open_hints(every) == {"a", "b"}
    assert "Call print." in render_text(every)


def test_no_hint_is_told_where_the_exercise_gives_none(
    report: Report, reports: dict[str, Report]
) -> None:
    """`hints = "none"` hides those of checks and mistakes; what explains an error stays."""
    silent = msgspec.structs.replace(
        report, hints="none", mistake=reports["failed"].mistake, problem=reports["error"].problem
    )
    assert silent.mistake is not None
    for text in (render_html(silent), render_markdown(silent), render_text(silent)):
        for hidden in ("Use relu.", "Call print.", silent.mistake.hint):
            assert hidden not in text
    assert "grade hint" not in render_text(silent)
    assert as_told(silent).problem == silent.problem
    assert steps(silent) == [silent.problem.hint]


def test_hints_come_in_three_steps(report: Report) -> None:
    """Where to look, with the line; what is missing, unless it is secret; what to write."""
    assert steps(report, SCRIPT) == [
        "a: look at `hidden_layer`, line 4. `hidden_layer` is right.",
        "It differs.",
        "Use relu.",
        "b: It prints.",
        "Call print.",
    ]
    assert steps(report)[0] == "a: look at `hidden_layer`. `hidden_layer` is right."


def test_the_most_telling_hints_come_first(report: Report, reports: dict[str, Report]) -> None:
    """An error's explanation, then the known mistake, then the checks."""
    both = msgspec.structs.replace(
        report, mistake=reports["failed"].mistake, problem=reports["error"].problem
    )
    assert both.mistake is not None
    assert both.problem is not None
    assert steps(both)[:2] == [both.problem.hint, both.mistake.hint]
