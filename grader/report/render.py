"""From a Report to pages: HTML, Markdown, text for a terminal; and the report's files.

What a template inserts passes its format's `finalize`, which makes it inert: no tag, no markup, no
workflow command of a CI log. Only what was made inert already is a `Markup` and passes unchanged.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from grader.catalog.content import content_root
from grader.foundation.files import write_atomically
from grader.foundation.language.catalogue import language, phrasebook
from grader.foundation.model import GraphPicture, Report, Status, encode_report
from grader.pictures import diagram
from grader.report import amounts, chart, pointers, scripts, terminal
from grader.report.hints import as_told, open_hints
from grader.report.markup import (
    cell,
    fenced,
    inert_html,
    inert_markdown,
    inert_text,
    made,
    prose_html,
    prose_markdown,
)
from grader.report.translation import phrasebook_of, translated

if TYPE_CHECKING:
    from jinja2 import Environment

Inert = Callable[[object], Markup]


@dataclass(frozen=True)
class Label:
    """How a status is shown: a sign, a word, and a tone that picks the colour."""

    sign: str
    word: str
    tone: str
    style: str


LABELS: dict[Status, Label] = {
    "passed": Label("✓", "passed", "good", "bold green"),
    "failed": Label("✗", "failed", "bad", "bold red"),
    "error": Label("✗", "error", "bad", "bold red"),
    "timeout": Label("✗", "timeout", "stopped", "bold yellow"),
    "killed": Label("✗", "killed", "stopped", "bold yellow"),
    "rejected": Label("✗", "rejected", "bad", "bold red"),
    "skipped": Label("–", "skipped", "quiet", "dim"),
    "ungradable": Label("–", "not gradable", "stopped", "bold yellow"),
    "grader_fault": Label("!", "grader fault: not your fault", "fault", "bold magenta"),
}


def _mermaid(picture: GraphPicture) -> Markup:
    """Return a Mermaid block; its labels hold letters, digits and character numbers only."""
    return made(f"```mermaid\n{diagram.mermaid(picture)}\n```")


_FUNCTIONS = {
    "draw": chart.draw,
    "draw_graph": diagram.draw_graph,
    "data_table": chart.data_table,
    "script": scripts.script,
    "summarise": chart.summarise,
}
_FILTERS = {
    "blocks": terminal.blocks,
    "cell": cell,
    "decision_note": amounts.decision_note,
    "excerpt": terminal.excerpt,
    "fenced": fenced,
    "first_to_fix": pointers.first_to_fix,
    "fold": terminal.fold,
    "headline": pointers.headline,
    "late_note": amounts.late_note,
    "mermaid": _mermaid,
    "moment": amounts.moment,
    "number": amounts.number,
    "points": amounts.points,
    "seconds": amounts.seconds,
    "share": amounts.share,
    "spread": terminal.spread,
    "tail": terminal.tail,
}


def render_html(report: Report) -> str:
    """Return the report as one HTML page that needs nothing else."""
    return _render_report("report.html", inert_html, report)


def render_markdown(report: Report) -> str:
    """Return the report as GitHub-flavoured Markdown."""
    return _render_report("report.md", inert_markdown, report)


def render_class_markdown(reports: Sequence[Report]) -> str:
    """Return one table of many reports as GitHub-flavoured Markdown."""
    reader = language()
    said = [translated(report, reader) for report in reports]
    return _render("summary.md", inert_markdown, reader, reports=said)


def render_text(report: Report, *, verbose: bool = False, width: int = 80) -> str:
    """Return the report as rich markup for a terminal of `width` columns."""
    text = _render_report("report.txt", inert_text, report, verbose=verbose, width=width)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def render_page(template: str, **subject: Any) -> str:
    """Return another page of the same family: HTML, or rich markup by the ending `.txt`."""
    inert = inert_text if template.endswith(".txt") else inert_html
    return _render(template, inert, language(), **subject)


def write_report(report: Report, folder: Path) -> list[Path]:
    """Write report.html, report.md and report.json, each whole or not at all; return the paths.

    Everything is rendered before anything is written. Raises OSError.
    """
    pages = {
        folder / "report.html": render_html(report).encode(),
        folder / "report.md": render_markdown(report).encode(),
        folder / "report.json": encode_report(report),
    }
    for path, data in pages.items():
        write_atomically(path, data)
    return list(pages)


def _render_report(template: str, inert: Inert, report: Report, **subject: Any) -> str:
    """Render a report in its reader's language; what it points at is looked up in English."""
    reader = language(report.language)
    report = as_told(report)
    subject |= {"suspected": pointers.suspect(report), "open_hints": open_hints(report)}
    return _render(template, inert, reader, report=translated(report, reader), **subject)


def _render(template: str, inert: Inert, reader: str, **subject: Any) -> str:
    return _environment(inert, reader).get_template(template).render(**subject)


@functools.cache
def _environment(inert: Inert, reader: str) -> "Environment":
    """Return the templates of one format and language, compiled on first use.

    Autoescaping is on in all of them: it is what keeps a macro's result apart from text.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    book = phrasebook(reader)
    environment = Environment(
        loader=FileSystemLoader(content_root() / "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(default=True),
        auto_reload=False,
        finalize=inert,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    labels = {key: replace(one, word=book.say(one.word)) for key, one in LABELS.items()}
    environment.globals.update(_FUNCTIONS, _=book.say, label=labels.__getitem__, language=reader)
    environment.filters.update(
        _FILTERS,
        prose=prose_html if inert is inert_html else prose_markdown,
        said=book.translate,
        said_by=lambda text, slug: phrasebook_of(reader, slug).translate(text),
    )
    return environment
