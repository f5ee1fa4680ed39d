"""The class page in a real browser: sorting, searching, links, keyboard, accessibility."""

import shutil
import struct
import zlib
from pathlib import Path

import pytest

from grader.batch.pages import render_class, render_timing
from grader.batch.roster import roster, summary_of
from grader.batch.timing import run_of, timing

pytestmark = pytest.mark.slow

NAMES = ("dora", "Anna", "</script><b>", "ben", "::error::", '=HYPERLINK("a")', "eve 10", "eve 9")
SCORES = (3.0, 10.0, 0.0, 9.0, 10.0, 2.5, 7.0, 1.0)
ROWS = "Array.from(document.querySelectorAll('#students-table tbody th'), one => one.textContent)"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, report_of) -> Path:
    """Return the output of a small class: class page, timing and a page per report."""
    folder = tmp_path_factory.mktemp("class page")
    summaries, runs = [], []
    for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True)):
        for exercise in ("relu", "dropout")[: 1 + number % 2]:
            status = "timeout" if score == 0 else None
            report = report_of(name, score, status, exercise, mistake="slip" if score < 9 else "")
            page = f"results/s%20{number}/{exercise}.html"
            file = folder / "results" / f"s {number}" / f"{exercise}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("<!doctype html><title>A report</title>")
            summaries.append(summary_of(name, report, page))
            runs.append(run_of(name, report, page))
    (folder / "index.html").write_text(render_class(roster(summaries)))
    (folder / "timing.html").write_text(render_timing(timing(runs)))
    return folder


@pytest.fixture
def page(browser, pages):
    """Return the browser with the class page in it."""
    browser.open(pages / "index.html")
    return browser


def test_nothing_is_reported_or_loaded(page):
    """No message on the console, no broken policy, no request beyond the file system."""
    assert page.log == []
    assert page.value("document.querySelectorAll('button.sort').length") == 4


def test_a_click_sorts(page):
    """A click on a column sorts it upwards, a second one downwards; aria-sort says so."""
    head = "#students-table thead th:last-child"
    page.click(f"{head} button")
    assert page.value(ROWS)[:3] == ["</script><b>", "eve 9", "dora"]
    assert page.value(f"document.querySelector('{head}').ariaSort") == "ascending"
    page.click(f"{head} button")
    assert page.value(ROWS)[0] == "Anna"
    assert page.value(f"document.querySelector('{head}').ariaSort") == "descending"
    assert page.value("document.querySelectorAll('[aria-sort]').length") == 1


def test_names_sort_as_people_do(page):
    """Case does not matter and numbers count as numbers; no submission stands last."""
    page.click("#students-table thead th:first-child button")
    page.click("#students-table thead th:first-child button")
    names = page.value(ROWS)
    assert names[-5:] == ["Anna", "ben", "dora", "eve 9", "eve 10"]
    page.click("#students-table thead th:nth-child(3) button")
    assert sorted(page.value(ROWS)[-4:]) == sorted(NAMES[::2])


def test_typing_filters(page):
    """The search box keeps the rows that hold every word, and tells how many."""
    page.click("#search")
    page.type("EVE 1")
    assert page.value(ROWS) == ["eve 10"]
    assert page.value("document.getElementById('found').textContent") == "1 of 8 students"
    page.value("document.getElementById('search').value = ''")
    page.type("timeout")
    assert page.value(ROWS) == ["</script><b>"]


def test_the_keyboard_sorts(page):
    """Tab reaches the sort buttons, Enter presses them, and focus can be seen."""
    page.value("document.getElementById('search').focus()")
    for _ in range(6):
        page.press("Tab")
        if page.value("document.activeElement.textContent") == "total":
            break
    assert page.value("document.activeElement.className") == "sort"
    assert page.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press("Enter", "\r")
    assert page.value(ROWS)[0] == "</script><b>"


def test_links_lead_to_files(page):
    """Every link of the class page leads to a file that exists."""
    links = page.value("Array.from(document.querySelectorAll('td a, footer a'), one => one.href)")
    assert len(links) == 13
    for link in links:
        page.send("Page.navigate", url=link)
        page.value("new Promise(done => { if (document.readyState === 'complete') done();"
                   " else addEventListener('load', done); })")  # fmt: skip
        assert page.value("location.href") == link
        assert page.value("document.title") in ("A report", "How long grading took")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_shows_something(browser, pages, scheme):
    """The page is drawn: its picture has many colours, on phone and screen, light and dark."""
    browser.open(pages / "index.html", scheme=scheme)
    picture = browser.picture()
    assert struct.unpack(">II", picture[16:24]) == (1280, 900)
    data = b""
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        data += picture[at + 8 : at + 8 + length] if picture[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    assert len(set(zlib.decompress(data))) > 100


def test_a_phone_need_not_scroll_sideways(browser, pages):
    """At 380 pixels only tables scroll, in their own boxes."""
    browser.open(pages / "index.html", width=380)
    assert browser.value("document.documentElement.scrollWidth") == 380


@pytest.mark.parametrize("name", ["index.html", "timing.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(browser, pages, name, scheme):
    """axe finds nothing: labels, headers, contrast, landmarks, names of buttons."""
    browser.open(pages / name, scheme=scheme)
    assert browser.violations() == []


def test_without_the_script_the_table_is_whole(browser, pages, tmp_path):
    """A changed script does not run; the page then is a plain table with every student."""
    shutil.copytree(pages, tmp_path / "copy")
    file = tmp_path / "copy" / "index.html"
    file.write_text(file.read_text().replace('"use strict";', '"use strict"; document.title = 1;'))
    browser.open(file)
    assert browser.value("document.querySelectorAll('button.sort').length") == 0
    assert len(browser.value(ROWS)) == len(NAMES)
    assert browser.value("document.querySelector('.find').offsetParent") is None
    assert any("Content Security Policy" in line for line in browser.log)


def test_a_large_class_is_shown_in_part_until_asked(browser, tmp_path, report_of):
    """Of many rows the first are laid out; a button shows the rest, a printer gets all."""
    report = report_of("x", 3.0)
    page = render_class(
        roster(summary_of(f"s{number}", report, f"r/{number}/relu.html") for number in range(600))
    )
    (tmp_path / "index.html").write_text(page)
    assert page.count('<tr><th scope="row">s') == 600
    browser.open(tmp_path / "index.html")
    assert len(browser.value(ROWS)) == 250
    browser.value("dispatchEvent(new Event('beforeprint'))")
    assert len(browser.value(ROWS)) == 600
    browser.value("dispatchEvent(new Event('afterprint'))")
    assert len(browser.value(ROWS)) == 250
    browser.click("#more")
    assert len(browser.value(ROWS)) == 600
    assert browser.value("document.activeElement.className") == "scroll students"
