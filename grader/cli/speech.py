"""What the command says, in the reader's language; and its help."""

from collections.abc import Iterable

import click

from grader.foundation.language.catalogue import language
from grader.report.translation import phrasebook_of


def said(text: str, slug: str = "", of_exercise: str | None = None) -> str:
    """Return a text in the reader's language.

    slug: the exercise of which it may be a sentence. of_exercise: its language, if it has one.
    """
    return phrasebook_of(language(of_exercise or ""), slug).translate(text)


def say(text: str = "", *, err: bool = False) -> None:
    """Print a text in the reader's language, to standard error if `err`."""
    click.echo(said(text), err=err)


def show_error(error: click.ClickException) -> None:
    """Print what was wrong with the command line, as click does."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        say(f"Try '{error.ctx.command_path} --help' for help.", err=True)
        click.echo(err=True)
    say(f"Error: {error.format_message()}", err=True)


class Help(click.HelpFormatter):
    """The help of a command, its texts translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that says how the command is called."""
        super().write_usage(prog, args, said("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the name of a section."""
        super().write_heading(said(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs, each translated as a whole."""
        paragraphs = (" ".join(one.split()) for one in text.split("\n\n"))
        super().write_text("\n\n".join(map(said, paragraphs)))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands and what they are for."""
        super().write_dl([(one, _explained(text)) for one, text in rows], col_max, col_spacing)


def _explained(text: str) -> str:
    """Return the text of an option translated, behind it what click adds in brackets."""
    words, bracket, added = text.partition("  [")
    return said(words) + bracket + added.replace("default:", said("default:"))


class Speaking(click.Context):
    """A context whose help is in the reader's language."""

    formatter_class = Help
