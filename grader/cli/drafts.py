"""An instructor's commands for an exercise that is being written: new, stub."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog
from grader.catalog.content import content_root
from grader.cli.speech import said, say
from grader.foundation.errors import UsageFault

if TYPE_CHECKING:
    from grader.authoring.beginnings import Kind, Writes
    from grader.authoring.scaffold import Wish

_KINDS: "click.Choice[Kind]" = click.Choice(["script", "function"])
_WRITES: "click.Choice[Writes]" = click.Choice(["tf1", "tf2", "keras"])


@click.command()
@click.argument("name")
@click.option("--from", "source", metavar="EXERCISE", help="Copy this exercise.")
@click.option("--title", metavar="TEXT", help="What students see it called.")
@click.option("--points", type=float, metavar="N", help="Points in all.")
@click.option(
    "--kind",
    type=_KINDS,
    help="Whether students write a script with globals or a function that the script calls.",
)
@click.option(
    "--dialect",
    "writes",
    type=_WRITES,
    help="What students write: TensorFlow 1 (the default), TensorFlow 2, or a model of Keras.",
)
@click.pass_context
def new(
    ctx: click.Context,
    name: str,
    source: str | None,
    title: str | None,
    points: float | None,
    kind: "Kind | None",
    writes: "Writes | None",
) -> None:
    """Make a new exercise NAME that verifies at once.

    It goes into the first folder of GRADE_EXERCISES, its solution into `solutions` beside that.
    Asks for what the options do not say. With `--from` it is a copy of an exercise, your own or one
    that comes with the program.
    """
    from grader.authoring.copies import copy_exercise
    from grader.authoring.scaffold import create

    commands = ctx.find_root().command
    if isinstance(commands, click.Group) and name in commands.commands:
        raise UsageFault(f"{name} is a command of grade", "choose another name")
    catalog = Catalog()
    _refuse_installed(catalog.folder)
    if source and (points, kind, writes) != (None, None, None):
        raise UsageFault(
            "a copy has the points, the kind and the dialect of its source", "leave them out"
        )
    try:
        if source:
            origin = Catalog(*catalog.folders, content_root() / "exercises").get(source)
            written = copy_exercise(catalog, origin, name, (title or "").strip())
        else:
            written = create(catalog, _wish(name, title, points, kind, writes or "tf1"))
    except OSError as error:
        raise UsageFault(f"cannot write into {catalog.folder}: {error.strerror}") from error
    for path in written:
        say(f"wrote {os.path.relpath(path)}")
    say(f"Change them to your liking, then prove the exercise: `grade verify {name}`.")


def _wish(
    slug: str, title: str | None, points: float | None, kind: "Kind | None", writes: "Writes"
) -> "Wish":
    """Return what is wished for, and ask for what is not said."""
    from grader.authoring.scaffold import Wish

    title = click.prompt(said("Title")) if title is None else title
    points = click.prompt(said("Points"), default=10.0) if points is None else points
    if writes == "keras" and kind is None:
        kind = "script"
    what = "What students write: a script with globals, or a function that the script calls"
    asked: Kind = click.prompt(said(what), type=_KINDS, default="script") if kind is None else kind
    return Wish(slug, title.strip() or slug, points, asked, writes)


@click.command()
@click.argument("exercise")
def stub(exercise: str) -> None:
    """Write EXERCISE's starting file from the markers in its solution."""
    from grader.authoring.stubs import generated_stub
    from grader.foundation.files import write_atomically

    chosen = Catalog().get(exercise)
    _refuse_installed(chosen.folder)
    text = generated_stub(chosen)
    if text is None:
        raise UsageFault(
            f"{os.path.relpath(chosen.solution)} has no markers",
            "put `# BEGIN SOLUTION` and `# END SOLUTION` around what the student is to write",
        )
    path = os.path.relpath(chosen.stub)
    if chosen.stub.read_text(encoding="utf-8") == text:
        say(f"{path} is up to date")
        return
    write_atomically(chosen.stub, text.encode())
    say(f"wrote {path}")


def _refuse_installed(folder: Path) -> None:
    """Raise UsageFault for a folder that is part of an installation."""
    inside = Path(__file__).resolve().parents[1]
    if content_root().is_relative_to(inside) and folder.is_relative_to(inside):
        raise UsageFault(
            "the exercises that come with the program are not changed",
            "let GRADE_EXERCISES begin with a folder of your own, for example `course/exercises`",
        )


COMMANDS = (new, stub)
