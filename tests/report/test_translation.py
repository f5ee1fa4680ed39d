"""A report in German: every sentence of ours, and nothing of what others wrote."""

import re

import msgspec
import pytest

from grader.foundation.model import Report
from grader.report.render import render_html, render_markdown, render_text
from grader.report.translation import translated


def test_english_is_the_report_as_it_is(reports: dict[str, Report]) -> None:
    """Nothing is copied or changed for an English reader."""
    assert translated(reports["failed"], "en") is reports["failed"]


def test_sentences_are_translated_and_the_rest_is_not(reports: dict[str, Report]) -> None:
    """Messages, headings and kinds are German; names, files, output and scores are the same."""
    report = reports["failed"]
    said = translated(report, "de")
    assert said.message != report.message
    assert said.checks[1].message == (
        "output: 2 von 6 Werten sind falsch. Der erste: Zeile 1, Spalte 0 ist -5.11,"
        " richtig wäre 0."
    )
    assert (said.student, said.file, said.output) == (report.student, report.file, report.output)
    assert [one.name for one in said.checks] == [one.name for one in report.checks]
    assert said.score == report.score


def test_the_exercise_says_its_own_sentences(reports: dict[str, Report]) -> None:
    """Its title comes from the de.toml beside it."""
    assert reports["failed"].title == "A network with a ReLU"
    assert translated(reports["failed"], "de").title == "Ein Netz mit ReLU"


@pytest.mark.parametrize("kind", ["passed", "failed", "error", "timeout", "ungradable"])
def test_every_format_is_german(
    kind: str, reports: dict[str, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page, Markdown and terminal have German headings; the page says its language."""
    monkeypatch.setenv("GRADE_LANGUAGE", "de")
    report = reports[kind]
    page = render_html(report)
    assert '<html lang="de">' in page
    shown = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    for text in (shown, render_markdown(report), render_text(report)):
        found = re.findall(r"\b(Hint|Checks|points|Next|next|Student:|judged)\b", text)
        assert found == []


def test_the_exercise_chooses_the_language(reports: dict[str, Report]) -> None:
    """Where the reader asks for none, the exercise's language is taken."""
    report = msgspec.structs.replace(reports["failed"], language="de")
    assert "Zuerst zu beheben:" in render_html(report)
