"""Points in exports: parts and wholes agree."""

import json
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.export import export, find_format, points
from grader.foundation.model import CheckResult, Report
from grader.report.amounts import exact_points


def with_scores(report: Report, scores: list[tuple[float, float]]) -> Report:
    """Return the report with one failed check for each score and worth."""
    checks = tuple(
        CheckResult(f"c{number}", "It works.", "failed", score, worth)
        for number, (score, worth) in enumerate(scores)
    )
    return msgspec.structs.replace(
        report, checks=checks, score=sum(s for s, _ in scores), max_score=sum(w for _, w in scores)
    )


PAIRS = st.tuples(st.floats(0, 1), st.integers(1, 40)).map(lambda p: (p[0] * p[1] / 4, p[1] / 4))
SCORES = st.lists(PAIRS, min_size=1, max_size=12)


@given(scores=SCORES)
def test_parts_add_up_in_every_format(scores: list[tuple[float, float]], reports: object) -> None:
    """The total that a format shows is the sum of the parts that it shows."""
    report = with_scores(reports["failed"], scores)  # type: ignore[index]
    scope = json.loads(export(find_format("gradescope"), (report,))["results.json"])
    assert scope["score"] == pytest.approx(sum(t["score"] for t in scope["tests"]), abs=1e-9)
    room = json.loads(export(find_format("classroom50"), (report,))["result.json"])
    for key in ("score", "max-score"):
        assert room[key] == sum(test[key] for test in room["tests"])
        assert isinstance(room[key], int)
    suite = ElementTree.fromstring(export(find_format("junit"), (report,))["junit.xml"])  # noqa: S314
    parts = [
        float(p.attrib["value"])
        for p in suite.iter("property")
        if str(p.get("name")).endswith(".points")
    ]
    assert len(parts) == len(scores)
    (total,) = (
        float(p.attrib["value"]) for p in suite.iter("property") if p.get("name") == "score"
    )
    assert total == pytest.approx(sum(parts), abs=1e-9)
    assert report.score == pytest.approx(total, abs=1e-3)


@given(scores=SCORES)
def test_whole_points_keep_their_proportion(
    scores: list[tuple[float, float]], reports: object
) -> None:
    """One factor for all; what is less than the whole never looks like the whole."""
    factor, scaled = points.whole(with_scores(reports["failed"], scores))  # type: ignore[index]
    for (score, worth), (part, most) in zip(scores, scaled, strict=True):
        assert most == worth * factor
        assert part <= score * factor + 0.01
        assert part > score * factor - 1.01


@pytest.mark.parametrize(
    ("scores", "factor", "scaled"),
    [
        ([(1, 1), (2, 4)], 1, [(1, 1), (2, 4)]),
        ([(0.25, 1.5), (1, 1)], 4, [(1, 6), (4, 4)]),
        ([(0.1, 1)], 10, [(1, 10)]),
        ([(1 / 3, 1)], 100, [(33, 100)]),
        ([(0.99999, 1)], 1, [(1, 1)]),
        ([(0.9999, 1)], 100, [(99, 100)]),
    ],
)
def test_the_smallest_factor_is_taken(
    scores: list[tuple[float, float]],
    factor: int,
    scaled: list[tuple[int, int]],
    reports: dict[str, Report],
) -> None:
    """Whole points stay as they are; quarters are counted in quarters."""
    assert points.whole(with_scores(reports["failed"], scores)) == (factor, scaled)


@pytest.mark.parametrize(
    ("value", "shown"), [(4.0, "4"), (2.5, "2.5"), (1 / 3, "0.3333"), (0.0, "0"), (100.0, "100")]
)
def test_points_are_written_short(value: float, shown: str) -> None:
    """No needless zeros, no exponent."""
    assert exact_points(points.part(CheckResult("a", "b", "failed", value, 100.0))) == shown


def test_no_checks_are_no_points(reports: dict[str, Report]) -> None:
    """A share of nothing is nothing."""
    assert points.share(with_scores(reports["failed"], [])) == 0


def test_late_work_counts_less(reports: dict[str, Report]) -> None:
    """Every total is what counts; the parts are what the checks gave."""
    late = reports["late"]
    scope = json.loads(export(find_format("gradescope"), (late,))["results.json"])
    assert scope["score"] == 1.8667
    assert sum(test["score"] for test in scope["tests"]) == pytest.approx(2.3333)
    assert "of the 2.33 points reached, 20 % are lost and 1.87 count" in scope["output"]
    room = json.loads(export(find_format("classroom50"), (late,))["result.json"])
    assert room["score"] / room["max-score"] == pytest.approx(1.8667 / 10.25, abs=1e-3)
    row = export(find_format("nbgrader-csv"), (late,))["nbgrader.csv"].decode().splitlines()[1]
    assert row.endswith(",2.3333,0.4666,1.8667,10.25")
    assert ",1.8667\n" in export(find_format("canvas-csv"), (late,))["canvas.csv"].decode()
