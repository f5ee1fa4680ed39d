"""The commands around the exercises: overview, list, start, show, hint, solution, reset."""

import shutil
import sys
import textwrap
from pathlib import Path

import click

from grader.catalog import Catalog, Exercise
from grader.cli.speech import said, say
from grader.cli.workspace import Workspace
from grader.foundation.errors import UsageFault

_NARROWEST = 24  # columns of text beside what stands before it


def _chosen(slug: str) -> tuple[Exercise, Workspace]:
    return Catalog().get(slug), Workspace(Path.cwd())


def _state(exercise: Exercise, workspace: Workspace) -> str:
    progress = workspace.progress(exercise)
    if progress.passed:
        return "passed"
    if progress.attempts:
        return f"best {progress.best:g}/{exercise.max_score:g}"
    return "started" if workspace.file(exercise).exists() else "not started"


_SIGNS = {"passed": "✓", "not started": "·"}


def overview() -> None:
    """Print every exercise with its state, and what to type next."""
    workspace, catalog = Workspace(Path.cwd()), Catalog()
    for exercise in catalog.all():
        state = _state(exercise, workspace)
        title = said(exercise.rules.title, exercise.slug)
        click.echo(f"{_SIGNS.get(state, '–')} {exercise.slug:<14} {said(state):<14} {title}")
    following = workspace.following(catalog)
    say()
    if following is None:
        say("All exercises passed.")
    elif workspace.file(following).exists():
        say(f"Next: work on {following.stub.name}, then `grade {following.slug}`")
    else:
        say(f"Next: `grade start {following.slug}`")


@click.command("list")
def list_exercises() -> None:
    """List the exercises, their points and your state."""
    workspace = Workspace(Path.cwd())
    exercises = Catalog().all()
    width = max((len(exercise.slug) for exercise in exercises), default=0)
    for exercise in exercises:
        state = said(_state(exercise, workspace))
        points = f"{exercise.max_score:>3g} {said('points')}"
        begin = f"{exercise.slug:<{width}}  {points}  {state:<14} "
        for line in _wrapped(said(exercise.rules.summary, exercise.slug), len(begin)):
            click.echo(f"{begin}{line}")
            begin = " " * len(begin)


def _wrapped(text: str, indent: int) -> list[str]:
    """Return the lines of a text behind an indent: one, unless they go to a terminal."""
    if not sys.stdout.isatty():
        return [text]
    return textwrap.wrap(text, max(_NARROWEST, shutil.get_terminal_size().columns - indent - 1))


@click.command()
@click.argument("exercise")
@click.option("--notebook", is_flag=True, help="As a Jupyter notebook that holds both.")
@click.option(
    "--dialect",
    type=click.Choice(["tf1", "tf2"]),
    default="tf1",
    help="Which TensorFlow you want to write: tf1 (the default) or tf2.",
)
def start(exercise: str, notebook: bool, dialect: str) -> None:
    """Copy EXERCISE's starting file and lesson here.

    A file that exists already is left as it is.
    """
    chosen, workspace = _chosen(exercise)
    if dialect == "tf2" and chosen.stub_tf2 is None and chosen.rules.dialect != "tf2":
        raise UsageFault(f"{chosen.slug} has no starting file in TensorFlow 2")
    _begin(chosen, workspace, notebook=notebook, second=dialect == "tf2")


@click.command("next")
def next_exercise() -> None:
    """Start the next exercise that you have not passed."""
    workspace = Workspace(Path.cwd())
    following = workspace.following(Catalog())
    if following is None:
        say("All exercises passed.")
        return
    _begin(following, workspace, notebook=False)


def _begin(chosen: Exercise, workspace: Workspace, *, notebook: bool, second: bool = False) -> None:
    written = workspace.start(chosen, notebook=notebook, second=second)
    for path in written:
        say(f"wrote {path.name}")
    file = workspace.notebook(chosen) if notebook else workspace.root / chosen.stub.name
    if file not in written:
        begin = "" if notebook else f" (`grade reset {chosen.slug}` begins again)"
        say(f"{file.name} was there already and is left as it is{begin}")
    if notebook:
        say(f"Read and edit {file.name}, then type `grade {chosen.slug}`.")
    else:
        say(f"Read {chosen.slug}.md, edit {file.name}, then type `grade {chosen.slug}`.")


@click.command()
@click.argument("exercise")
def show(exercise: str) -> None:
    """Show EXERCISE's lesson and its checks with their points."""
    from rich.console import Console
    from rich.markdown import Markdown

    chosen, _ = _chosen(exercise)
    console = Console(highlight=False)
    console.print(Markdown(chosen.lesson.text))
    console.print()
    for check in chosen.checks:
        hidden = f" ({said('hidden inputs')})" if check.secret else ""
        text = said(check.description, chosen.slug)
        console.print(f"{check.points:>4g}  {check.name}: {text}{hidden}", markup=False)
    console.print(f"{chosen.max_score:>4g}  {said('in all')}", markup=False)
    for note in chosen.notes:
        console.print(said(f"note: {note}"), markup=False)


@click.command()
@click.argument("exercise")
def hint(exercise: str) -> None:
    """Show the next hint for your last result of EXERCISE."""
    chosen, workspace = _chosen(exercise)
    text, number, total = workspace.next_hint(chosen)
    if total:
        begin = said(f"hint {number} of {total}:", of_exercise=chosen.rules.language)
        click.echo(f"{begin} {said(text, chosen.slug, chosen.rules.language)}")
    elif chosen.rules.report.hints == "none":
        say("This exercise gives no hints.")
    else:
        passed = workspace.progress(chosen).passed
        say("Nothing to fix: all checks passed." if passed else "No hint for this result.")


@click.command()
@click.argument("exercise")
@click.option("--force", is_flag=True, help="Show it although you have not passed.")
def solution(exercise: str, force: bool) -> None:
    """Print the reference solution of EXERCISE, once you have passed."""
    chosen, workspace = _chosen(exercise)
    if not force and not workspace.progress(chosen).passed:
        raise UsageFault(
            f"you have not passed {chosen.slug} yet",
            f"`grade hint {chosen.slug}` helps; `--force` shows the solution all the same",
        )
    try:
        text = chosen.solution.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageFault(
            f"the solution of {chosen.slug} is not part of this installation"
        ) from None
    click.echo(text, nl=False)


@click.command()
@click.argument("exercise")
def reset(exercise: str) -> None:
    """Begin EXERCISE again; your file is kept.

    What you have is moved to EXERCISE.DATE-TIME.bak.py before the starting file is put back.
    """
    chosen, workspace = _chosen(exercise)
    backup = workspace.reset(chosen)
    if backup is not None:
        say(f"your file is kept as {backup.name}")
    say(f"wrote {chosen.stub.name}")


COMMANDS = (list_exercises, start, next_exercise, show, hint, solution, reset)
