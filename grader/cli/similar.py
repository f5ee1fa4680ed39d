"""`grade similar`: submissions that are more alike than they should be."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.cli.class_run import SHOWN, chosen, only_option
from grader.cli.speech import say
from grader.foundation.text import clean_line, counted

if TYPE_CHECKING:
    from grader.batch.similar.likeness import Pair

_NOTE = "This is only a pointer: read both before you conclude anything."


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--threshold",
    type=click.IntRange(1, 100),
    default=75,
    show_default=True,
    metavar="PERCENT",
    help="How alike two submissions must be to be listed.",
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a page that shows each pair side by side.",
)
@only_option
def similar(out: Path, threshold: int, page: Path | None, slugs: tuple[str, ...]) -> None:
    """List submissions in OUT that are alike, pair by pair.

    Comments, layout and names that a student chooses do not count, nor do lines that stand in the
    starting file, in the lesson or in a quarter of the class.
    """
    from grader.batch.journal import Journal
    from grader.batch.similar.likeness import alike, comparable, own_works
    from grader.batch.similar.sources import given_texts, last_sources
    from grader.pipeline.reader import Reader

    pairs: list[Pair] = []
    total = compared = 0
    with Journal(out, create=False) as journal, Reader() as reader:
        for exercise in chosen(Catalog(), slugs):
            sources = last_sources(journal, exercise, reader)
            works = own_works(sources, given_texts(exercise))
            enough = comparable(works)
            total, compared = total + len(works), compared + len(enough)
            pairs += alike(exercise.slug, enough, threshold)
    _list(pairs)
    few = total - compared
    say(
        f"{counted(len(pairs), 'pair')} at {threshold} % or more among {compared:,} of"
        f" {counted(total, 'submission')}"
        + (f"; {few:,} hold too little of their own to compare" if few else "")
    )
    if pairs:
        say(_NOTE)
    if page is not None:
        _write(page, pairs, threshold)


def _list(pairs: "list[Pair]") -> None:
    rows = [
        (
            f"{pair.percent:.0f} %",
            pair.exercise,
            clean_line(pair.one.student),
            clean_line(pair.other.student),
        )
        for pair in pairs[:SHOWN]
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    for share, exercise, one, other in rows:
        click.echo(f"{share:>{widths[0]}}  {exercise:<{widths[1]}}  {one:<{widths[2]}}  {other}")
    if len(pairs) > SHOWN:
        say(f"… and {len(pairs) - SHOWN:,} more")


def _write(page: Path, pairs: "list[Pair]", threshold: int) -> None:
    from grader.batch.similar.page import render_similar
    from grader.batch.similar.sides import side_by_side
    from grader.foundation.errors import UsageFault
    from grader.foundation.files import write_atomically

    text = render_similar(side_by_side(pairs), len(pairs), threshold)
    try:
        write_atomically(page, text.encode())
    except OSError as error:
        raise UsageFault(f"{page} cannot be written: {error.strerror}") from error
    say(f"Side by side: {page}")
