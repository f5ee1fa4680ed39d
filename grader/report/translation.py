"""A report in its reader's language: the same report, with every sentence translated."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from grader.catalog.translations import translations
from grader.foundation.language.catalogue import ENGLISH, sentences
from grader.foundation.language.phrasebook import Phrasebook
from grader.foundation.model import Cell, CheckResult, Figure, Problem, Report, Table

Said = Callable[[str], str]
One = TypeVar("One", bound=msgspec.Struct)


def translated(report: Report, reader: str) -> Report:
    """Return the report for a reader of a language; names, code and numbers stay as they are."""
    if reader == ENGLISH:
        return report
    said = phrasebook_of(reader, report.exercise).translate
    return _changed(
        report,
        title=said(report.title),
        message=said(report.message),
        following_title=_title(report.following, report.following_title, reader),
        mistake=report.mistake and _changed(report.mistake, hint=said(report.mistake.hint)),
        problem=report.problem and _problem(report.problem, said),
        checks=tuple(_check(check, said) for check in report.checks),
        notes=tuple(map(said, report.notes)),
    )


def _title(slug: str, title: str, reader: str) -> str:
    return phrasebook_of(reader, slug).translate(title) if slug else title


@functools.lru_cache(64)
def phrasebook_of(reader: str, slug: str) -> Phrasebook:
    """Return the fixed sentences and those of an exercise, if one is named."""
    return Phrasebook({**sentences(reader), **(translations(slug, reader) if slug else {})})


def _problem(problem: Problem, said: Said) -> Problem:
    return _changed(
        problem, type=said(problem.type), message=said(problem.message), hint=said(problem.hint)
    )


def _check(check: CheckResult, said: Said) -> CheckResult:
    return _changed(
        check,
        description=said(check.description),
        message=said(check.message),
        hint=said(check.hint),
        figures=tuple(_figure(one, said) for one in check.figures),
        tables=tuple(_table(one, said) for one in check.tables),
    )


def _figure(figure: Figure, said: Said) -> Figure:
    return _changed(
        figure,
        title=said(figure.title),
        x_label=said(figure.x_label),
        y_label=said(figure.y_label),
        series=tuple(_changed(one, name=said(one.name)) for one in figure.series),
    )


def _table(table: Table, said: Said) -> Table:
    return _changed(
        table,
        caption=said(table.caption),
        header=tuple(map(said, table.header)),
        rows=tuple(tuple(Cell(said(one.text), one.wrong) for one in row) for row in table.rows),
    )


def _changed(one: One, **fields: Any) -> One:
    return msgspec.structs.replace(one, **fields)
