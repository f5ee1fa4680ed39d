"""The pages of a class in German."""

import re

import pytest
from english import english

from grader.batch.pages import render_class, render_door, render_student, render_timing
from grader.batch.roster import roster, summary_of
from grader.batch.similar.page import render_similar
from grader.batch.timing import run_of, timing

# What `report_of` makes up is in English.
MADE = re.compile(r"Fix it\.|It works( well)?\.|· (first|second)")


def shown(page: str) -> str:
    """Return the text of a page, that of attributes people hear or see included."""
    heard = re.findall(r'(?:aria-label|placeholder|title|data-text)="([^"]*)"', page)
    bare = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join([bare, *heard])


def test_the_pages_of_a_class_are_german(monkeypatch: pytest.MonkeyPatch, report_of) -> None:
    """Headings, tables, captions and what is read aloud; the page says its language."""
    monkeypatch.setenv("GRADE_LANGUAGE", "de")
    made = [
        report_of(name, score, None, "relu", mistake="slip" if score < 9 else "")
        for name, score in (("ada", 10.0), ("ben", 3.0), ("cleo", 0.0))
    ]
    summaries = [summary_of(one.student, one, f"{one.student}.html") for one in made]
    runs = [run_of(one.student, one, f"{one.student}.html") for one in made]
    pages = [
        render_class(roster(summaries)),
        render_timing(timing(runs)),
        render_student(summaries[:1]),
        render_door(),
        render_similar((), 0, 60),
    ]
    for page in pages:
        assert '<html lang="de">' in page
        assert english(MADE.sub(" ", shown(page))) == []


def test_numbers_are_said_in_the_language_of_the_page() -> None:
    """The script of the page has no sentence of its own."""
    page = render_class(roster([]))
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    assert re.findall(r'"[A-Za-z]+ [a-z]+', script.replace('"use strict"', "")) == []
    assert 'data-text="{0} of {1} students"' in page
