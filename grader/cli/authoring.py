"""An instructor's commands: new, stub."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog, Exercise
from grader.content import content_root
from grader.errors import UsageFault

if TYPE_CHECKING:
    from grader.authoring.scaffold import Kind


@click.command()
@click.argument("name")
@click.option("--title", prompt="Title", metavar="TEXT", help="What students see it called.")
@click.option(
    "--points", prompt="Points", type=float, default=10.0, metavar="N", help="Points in all."
)
@click.option(
    "--kind",
    prompt="What students write: a script with globals, or a function that the script calls",
    type=click.Choice(["script", "function"]),
    default="script",
    help="Whether students write a script with globals or a function that the script calls.",
)
@click.pass_context
def new(ctx: click.Context, name: str, title: str, points: float, kind: "Kind") -> None:
    """Make a new exercise NAME that verifies at once.

    It goes into the folder of exercises (GRADE_EXERCISES), its solution into `solutions` beside
    that. Asks for what the options do not say.
    """
    from grader.authoring.scaffold import Wish, create

    commands = ctx.find_root().command
    if isinstance(commands, click.Group) and name in commands.commands:
        raise UsageFault(f"{name} is a command of grade", "choose another name")
    catalog = _writable()
    try:
        written = create(catalog, Wish(name, title.strip() or name, points, kind))
    except OSError as error:
        raise UsageFault(f"cannot write into {catalog.folder}: {error.strerror}") from error
    for path in written:
        click.echo(f"wrote {os.path.relpath(path)}")
    click.echo(f"Change them to your liking, then prove the exercise: `grade verify {name}`.")


@click.command()
@click.argument("exercise")
def stub(exercise: str) -> None:
    """Write EXERCISE's starting file from the markers in its solution."""
    from grader.authoring.stubs import generated_stub
    from grader.files import write_atomically

    chosen = _writable().get(exercise)
    text = generated_stub(chosen)
    if text is None:
        raise UsageFault(
            f"{os.path.relpath(chosen.solution)} has no markers",
            "put `# BEGIN SOLUTION` and `# END SOLUTION` around what the student is to write",
        )
    path = os.path.relpath(chosen.stub)
    if chosen.stub.read_text(encoding="utf-8") == text:
        click.echo(f"{path} is up to date")
        return
    write_atomically(chosen.stub, text.encode())
    click.echo(f"wrote {path}")


def _writable() -> Catalog:
    """Return the catalog, unless its folder is part of an installation."""
    catalog = Catalog()
    inside = Path(__file__).resolve().parents[1]
    if content_root().is_relative_to(inside) and catalog.folder.is_relative_to(inside):
        raise UsageFault(
            "the exercises that come with the program are not changed",
            "set GRADE_EXERCISES to a folder of your own, for example `course/exercises`",
        )
    return catalog


def chosen_exercises(slugs: tuple[str, ...]) -> list[Exercise]:
    """Return the named exercises, all without names. Raises UsageFault."""
    catalog = Catalog()
    return [catalog.get(slug) for slug in slugs] or catalog.all()


COMMANDS = (new, stub)
