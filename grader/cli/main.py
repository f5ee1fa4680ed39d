"""Arguments in, exit code out: 0 all passed, 1 not all passed, 2 usage, 3 the grader's fault."""

import sys
import traceback
from pathlib import Path
from typing import Any

import click

from grader import __version__
from grader.catalog import Catalog
from grader.cli import (
    authoring,
    autograder,
    batch,
    ci,
    data,
    decisions,
    doctor,
    drafts,
    exercises,
    export,
    grading,
    regrade,
    similar,
    watch,
)
from grader.cli.speech import Speaking, say, show_error
from grader.foundation.errors import GradeError, GraderFault, did_you_mean
from grader.foundation.signs import degrade

_WHOLE = 200  # characters of a command's first sentence, which is translated whole


class ExerciseGroup(click.Group):
    """A group in which the name of an exercise is the command that grades it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command for args[0], the grading command when it names an exercise."""
        name = args[0]
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        slugs = Catalog().slugs()
        if name.casefold() in slugs:
            return name.casefold(), grading.run, args[1:]
        if Path(name).suffix in (".py", ".ipynb"):
            return grading.exercise_of(Path(name), Catalog()), grading.run, args
        near = did_you_mean(name, [*slugs, *self.commands])
        raise click.UsageError(
            f"there is no exercise or command {name!r}: "
            f"{near or '`grade list` shows the exercises, `grade --help` the commands'}"
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Put the grading command, which has no name of its own, before the others."""
        with formatter.section("Grading"):
            formatter.write_dl([("EXERCISE [FILE]", grading.run.get_short_help_str(_WHOLE))])
        with formatter.section("Commands"):
            shown = (name for name in self.list_commands(ctx) if not self.commands[name].hidden)
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(_WHOLE)) for name in shown]
            )


@click.group(
    cls=ExerciseGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="graphgrade", message="%(prog)s %(version)s")
@click.pass_context
def grade(ctx: click.Context) -> None:
    """Grade exercises on TensorFlow graphs.

    Without arguments: how far you are and what comes next. `grade EXERCISE --help` lists the
    options of grading.
    """
    if ctx.invoked_subcommand is None:
        exercises.overview()


@grade.command("help", short_help="Show this help, or that of COMMAND.")
@click.argument("command", nargs=-1)
def help_(command: tuple[str, ...]) -> int:
    """Show what `grade` can do, or what COMMAND does and which options it has."""
    return run([*command, "--help"])


_CLASS = (
    batch.batch,
    regrade.regrade,
    *decisions.COMMANDS,
    similar.similar,
    export.export,
    autograder.autograder,
)
_REST = (ci.ci, *drafts.COMMANDS, *authoring.COMMANDS, data.data, doctor.doctor)
for command in (*exercises.COMMANDS, watch.watch, *_CLASS, *_REST):
    grade.add_command(command)
for command in (grade, grading.run, *grade.commands.values()):
    command.context_class = Speaking


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit; every error becomes a message and an exit code.

    What nobody foresaw is the grader's own fault, never a failed check.
    """
    try:
        code = run(arguments)
    except Exception:
        traceback.print_exc()
        say("error: the grader failed", err=True)
        code = GraderFault.exit_code
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    degrade(sys.stdout, sys.stderr)
    try:
        result: Any = grade.main(arguments, prog_name="grade", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort as stopped:
        if isinstance(stopped.__context__, EOFError):
            click.echo(err=True)  # the question is still in the line
            say("error: there is nobody to answer this question here", err=True)
            say("hint: `--help` names the option that gives the answer", err=True)
            return 2
        return 130
    except click.ClickException as error:
        show_error(error)
        return error.exit_code
    except GradeError as error:
        say(f"error: {error.message}", err=True)
        if error.hint:
            say(f"hint: {error.hint}", err=True)
        return error.exit_code
    return result if isinstance(result, int) else 0
