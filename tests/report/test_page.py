"""The page of a report in a real browser: colours, narrow screens, paper."""

import re
from pathlib import Path

import msgspec
import pytest

from grader.foundation.model import (
    Cell,
    Decision,
    GraphNode,
    GraphPicture,
    Late,
    Report,
    Table,
)
from grader.notebook import framed
from grader.report.render import render_html

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, reports: dict[str, Report], hostile: Report
) -> Path:
    """Return a folder with the page of every kind of report."""
    folder = tmp_path_factory.mktemp("pages")
    failed, passed = reports["failed"], reports["passed"]
    late = Late("2026-03-04T10:20:30+00:00", "2026-03-01T00:00:00+00:00", 4, 0.4, 0.9)
    kinds = {
        **{status: one for status, one in reports.items() if status != "skipped"},
        "hostile": hostile,
        "last": msgspec.structs.replace(passed, finished=True),
        "next": msgspec.structs.replace(passed, following="dropout", following_title="Dropout"),
        "late": msgspec.structs.replace(
            failed, late=late, decisions=(Decision("comment", "Come to me.", "ada"),)
        ),
        "long": long(failed),
    }
    for name, report in kinds.items():
        (folder / f"{name}.html").write_text(render_html(report), encoding="utf-8")
    return folder


def long(report: Report) -> Report:
    """Return a report with tables as large as they get, two pictures and much output."""
    row = tuple(Cell(f"-{at}.12345", at % 3 == 0) for at in range(10))
    table = Table("logits: yours", ("row", *map(str, range(10))), ((Cell("0"), *row),) * 10)
    checks = [
        msgspec.structs.replace(one, tables=(table, table) if one.tables else ())
        for one in report.checks
    ]
    more = [msgspec.structs.replace(checks[0], name=f"more_{at}") for at in range(4)]
    nodes = tuple(GraphNode("MatMul", "operation", f"layer_{at}") for at in range(20))
    picture = GraphPicture(nodes, tuple((at, at + 1) for at in range(19)))
    return msgspec.structs.replace(
        report,
        checks=(*checks, *more),
        graph=picture,
        reference_graph=picture,
        output="a line of output\n" * 300,
    )


FIRST = ("failed", "error", "next", "long")
KINDS = (
    *FIRST, "passed", "timeout", "killed", "rejected", "ungradable", "grader_fault", "hostile",
    "last", "late",
)  # fmt: skip
EACH = pytest.mark.parametrize(
    "kind", [*FIRST, *(pytest.param(one, marks=pytest.mark.long) for one in KINDS[len(FIRST) :])]
)


@EACH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(browser, pages, scheme, kind):
    """axe finds nothing in any kind of report: names, landmarks, headings, contrast."""
    browser.open(pages / f"{kind}.html", scheme=scheme)
    assert browser.log == []
    assert browser.violations() == []


def test_a_narrow_screen_need_not_scroll_sideways(browser, pages):
    """At 360 pixels tables and pictures scroll in boxes of their own, and say so."""
    for kind in KINDS:
        browser.open(pages / f"{kind}.html", width=360)
        assert browser.value("document.documentElement.scrollWidth") == 360, kind
    more = "document.querySelector('.more').getBoundingClientRect().height"
    browser.open(pages / "long.html", width=360)
    assert browser.value(more) > 10
    browser.open(pages / "long.html")
    assert browser.value(more) == 0


@EACH
def test_a_report_prints_on_two_pages(browser, pages, kind):
    """On paper there are at most two sheets, and what a table shows is not cut."""
    browser.open(pages / f"{kind}.html", width=720)
    assert len(re.findall(rb"/Type\s*/Page[^s]", browser.printed())) <= 2
    browser.send("Emulation.setEmulatedMedia", media="print")
    width = browser.value("document.documentElement.scrollWidth")
    browser.send("Emulation.setEmulatedMedia", media="")
    assert width <= 720


def test_a_frame_is_as_high_as_its_report(browser, reports, tmp_path):
    """In a notebook nothing of the report is cut off, and its links stay in the frame."""
    file = tmp_path / "output.html"
    file.write_text(f"<!doctype html><title>A notebook</title>{framed(reports['failed'])}")
    browser.open(file)
    assert browser.log == []
    page = "document.querySelector('iframe').contentDocument"
    inside = browser.value(f"{page}.documentElement.scrollHeight")
    assert browser.value("document.querySelector('iframe').clientHeight") == inside
    browser.value(f"{page}.querySelector('.verdict a').click()")
    assert browser.value(f"{page}.location.href") == "about:srcdoc#check-table"


def test_the_first_thing_to_fix_is_a_click_away(browser, pages):
    """The link leads to the check."""
    browser.open(pages / "failed.html", height=400)
    browser.click(".verdict a")
    assert browser.value("location.hash") == "#check-table"
    assert browser.value("document.querySelector('#check-table').getBoundingClientRect().y") < 400
