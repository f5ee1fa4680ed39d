"""What the class page tells of a class: from reports to numbers, and from those to a page."""

import base64
import hashlib
import re

import pytest

from grader.batch.histogram import draw_bars, tally
from grader.batch.pages import render_class, render_timing
from grader.batch.roster import Roster, roster, summary_of
from grader.batch.survey import survey
from grader.batch.timing import run_of, timing
from grader.foundation.model import SCHEMA_VERSION, CheckResult, Environment, Mistake, Report

ENVIRONMENT = Environment("1", "3.11", "2.21", "2.4", "Linux", "strong")
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://a.example")',
    "::error::owned",
    "a\u202eb",
    "' onmouseover='x",
]


def report_of(student: str, passing: str, mistake: str = "", exercise: str = "demo") -> Report:
    """Return a report with a check per letter of `passing`: p passed, f failed, s skipped."""
    words = {"p": "passed", "f": "failed", "s": "skipped"}
    checks = tuple(
        CheckResult(f"c{number}", "It `works`.", words[letter], 2.5 * (letter == "p"), 2.5)
        for number, letter in enumerate(passing)
    )
    return Report(
        schema_version=SCHEMA_VERSION,
        exercise=exercise,
        title="A demo",
        student=student,
        file="demo.py",
        status="passed" if set(passing) == {"p"} else "failed",
        score=sum(check.score for check in checks),
        max_score=2.5 * len(checks),
        message="",
        mistake=Mistake(mistake, "Fix it.") if mistake else None,
        problem=None,
        checks=checks,
        output="",
        environment=ENVIRONMENT,
        started="2026-01-02T03:04:05+00:00",
        duration_s=float(len(student)),
        timings_s={"collect": 0.5, "cpu": 1.5},
    )


def class_of(*reports: Report) -> Roster:
    """Return the class of these reports."""
    return roster(
        summary_of(one.student, one, f"results/{number}/{one.exercise}.html")
        for number, one in enumerate(reports)
    )


@pytest.mark.parametrize(
    ("scores", "counts"),
    [
        ([], (0,) * 11),
        ([0, 10, 10], (1, *(0,) * 9, 2)),
        ([0.99, 1, 7, 9.99], (1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0)),
        ([-1, 11], (1, *(0,) * 9, 1)),
    ],
    ids=["empty", "ends", "borders", "outside"],
)
def test_scores_are_counted_by_tenths(scores, counts):
    """A score on a border counts above it; full marks stand by themselves."""
    assert tally("demo", scores, 10).counts == counts


def test_borders_hold_for_any_maximum():
    """Binary fractions do not push a score below its border."""
    for most in (0.75, 2.5, 3, 7, 12.25):
        for tenth in range(11):
            counts = tally("demo", [most * tenth / 10], most).counts
            assert counts.index(1) == tenth


def test_bars_stay_inside():
    """Every bar lies in the picture, and one of many can still be seen."""
    bars = draw_bars(tally("demo", [0.0] + [10.0] * 5000, 10))
    assert all(bar.x >= 0 and bar.x + bar.width <= 320 and bar.y >= 0 for bar in bars)
    assert bars[0].height >= 2
    assert all(not bar.height for bar in bars[1:-1])


def test_hardest_checks_come_first():
    """Checks are ordered by the share that passes them; what was not judged is told apart."""
    found = survey(
        class_of(report_of("a", "pff"), report_of("b", "ppf"), report_of("c", "fss"))
    ).hardest
    assert [(one.check, one.passed, one.judged, one.unreached) for one in found] == [
        ("c2", 0, 2, 1),
        ("c1", 1, 2, 1),
        ("c0", 2, 3, 0),
    ]


def test_a_check_that_good_students_fail_is_doubted():
    """Many that pass all but one check speak against that check."""
    good = [report_of(f"g{number}", "pppf") for number in range(3)]
    rest = [report_of(f"r{number}", "pppp") for number in range(5)]
    weak = [report_of(f"w{number}", "pfff") for number in range(9)]
    (one,) = survey(class_of(*good, *rest, *weak)).doubtful
    assert (one.check, one.lone, one.perfect) == ("c3", 3, 8)
    assert one.doubt == "3 of 8 otherwise perfect submissions fail this check alone."


def test_a_check_that_nobody_passes_is_doubted():
    """A check without a single pass is named."""
    (one,) = survey(class_of(*(report_of(f"s{number}", "pff") for number in range(4)),
                             report_of("t", "ppf"))).doubtful  # fmt: skip
    assert (one.check, one.doubt) == ("c2", "None of 5 submissions passes it.")


def test_few_failures_cast_no_doubt():
    """Two otherwise perfect students, or a small part of them, are no reason."""
    few = [report_of("a", "ppf"), report_of("b", "ppf"), report_of("c", "ppp")]
    many = [report_of(f"s{number}", "ppp") for number in range(50)]
    assert survey(class_of(*few)).doubtful == ()
    assert survey(class_of(*few, *many, report_of("d", "ppf"))).doubtful == ()


def test_mistakes_are_counted_by_exercise():
    """The commonest mistake comes first, with its share of the exercise."""
    found = survey(
        class_of(
            report_of("a", "pf", "rare"),
            report_of("b", "pf", "common"),
            report_of("c", "pf", "common"),
            report_of("d", "pp"),
        )
    ).mistakes
    assert [(one.name, one.count, one.share) for one in found] == [
        ("common", 2, 50.0),
        ("rare", 1, 25.0),
    ]


def test_names_that_look_the_same_are_two_students():
    """A name with an invisible character hides nobody."""
    found = class_of(report_of("anna", "pp"), report_of("an\u200bna", "pf"))
    assert [row.student for row in found.rows] == ["anna", "anna"]


def test_the_page_of_nobody():
    """A class without a submission has a page, too."""
    assert "0 students" in render_class(roster([]))
    assert "How long grading took" in render_timing(timing([]))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_inert(name):
    """A name is text: no tag, no attribute, no workflow command, no reordering."""
    report = report_of(name, "pf", "slip")
    page = render_class(class_of(report))
    late = render_timing(timing([run_of(name, report, "results/x/demo.html")]))
    for text in (page, late):
        assert not re.search(r"<img|\u202e|^\s*::|::error", text, re.MULTILINE)
    assert page.count("<script>") == page.count("</script>") == 1
    assert "' onmouseover" not in page


def test_only_our_script_may_run():
    """The class page allows the hash of its script and nothing else; a report allows none."""
    page = render_class(class_of(report_of("anna", "pf")))
    code = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}';" in policy[1]
    )
    assert "script-src" not in render_timing(timing([]))


def test_the_class_page_tells_no_time():
    """Two gradings of the same work give the same page, however long they took."""
    one = report_of("anna", "pf")
    assert "2026" not in render_class(class_of(one))
    assert "03:04" not in render_class(class_of(one))


def test_timing():
    """Medians by exercise, the slowest first, and the span of the run."""
    reports = [report_of("anna", "pp"), report_of("benedict", "pp"), report_of("al", "pf")]
    found = timing(run_of(one.student, one, "page") for one in reports)
    assert [
        (pace.wall_s, pace.script_s, pace.judge_s, pace.cpu_total_s) for pace in found.paces
    ] == [(4.0, 0.5, None, 4.5)]
    assert [one.student for one in found.slowest] == ["benedict", "anna", "al"]
    assert found.last == "2026-01-02T03:04:13+00:00"
    assert "2026-01-02 03:04 UTC" in render_timing(found)
