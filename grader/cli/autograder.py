"""`grade autograder EXERCISE --output autograder.zip`: the zip for a Gradescope assignment."""

import re
from importlib import metadata
from pathlib import Path

import click

from grader.catalog import SHARED, Catalog, Exercise
from grader.catalog.content import content_root
from grader.cli.options import TIERS
from grader.cli.speech import say
from grader.foundation.environment import environment
from grader.foundation.errors import GraderFault, UsageFault
from grader.foundation.files import write_atomically

_PACKAGE = Path(__file__).resolve().parent.parent
_LEFT_OUT = ("__pycache__", "content")


@click.command()
@click.argument("exercise")
@click.option(
    "--output",
    metavar="PATH",
    default="autograder.zip",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the zip.",
)
@click.option(
    "--confinement",
    type=TIERS,
    default="strong",
    show_default=True,
    help="How far scripts must be isolated there; with less, nothing is graded.",
)
def autograder(exercise: str, output: Path, confinement: str) -> None:
    """Make the zip that Gradescope takes as the autograder of EXERCISE."""
    from grader.export.autograder import pack

    chosen = Catalog().get(exercise)
    templates = content_root() / "templates" / "gradescope"
    scripts = {path.name: path.read_text(encoding="utf-8") for path in templates.iterdir()}
    values = {"EXERCISE": chosen.slug, "FILE": chosen.answer, "CONFINEMENT": confinement}
    data = pack(contents(chosen), scripts, values)
    try:
        write_atomically(output, data)
    except OSError as error:
        raise UsageFault(f"{output} cannot be written: {error.strerror}") from error
    say(f"Wrote {output} ({len(data) / 1e6:.1f} MB) for {chosen.slug}")


def contents(exercise: Exercise) -> dict[str, bytes]:
    """Return what the scripts need: package, templates, one exercise, pinned requirements."""
    package = "graphgrade/grader"
    found = {
        f"{package}/{path.relative_to(_PACKAGE).as_posix()}": path
        for path in _PACKAGE.rglob("*")
        if path.is_file() and not set(path.relative_to(_PACKAGE).parts) & set(_LEFT_OUT)
    }
    templates = content_root() / "templates"
    for path in templates.rglob("*"):
        if path.is_file():
            found[f"{package}/content/templates/{path.relative_to(templates).as_posix()}"] = path
    for path in exercise.folder.iterdir():
        if path.is_file():
            found[f"{package}/content/exercises/{exercise.slug}/{path.name}"] = path
    for part in exercise.parts:
        if (given := exercise.given(part)) is not None:
            found[f"{package}/content/exercises/{exercise.slug}/given/{part.name}"] = given
    for path in exercise.shared:
        found[f"{package}/content/exercises/{SHARED}/{path.name}"] = path
    files = {name: path.read_bytes() for name, path in found.items()}
    return {**files, "requirements.txt": requirements()}


def requirements() -> bytes:
    """Return the packages that graphgrade needs, in the versions that are installed here.

    Gradescope's machines have no GPU, so TensorFlow comes without that part.
    """
    try:
        needed = [line for line in metadata.requires("graphgrade") or [] if "extra" not in line]
        names = [re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in needed]
        others = [name for name in names if not name.startswith("tensorflow")]
        versions = {name: metadata.version(name) for name in others}
    except metadata.PackageNotFoundError as error:
        raise GraderFault(
            f"{error.name} is not installed as a package, so its version is not known",
            "install graphgrade with pip and try again",
        ) from error
    versions["tensorflow-cpu"] = environment("").tensorflow
    return "".join(f"{name}=={version}\n" for name, version in versions.items()).encode()
