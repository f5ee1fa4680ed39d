"""A new exercise, complete from the first minute: it verifies, and is changed from there."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.authoring.beginnings import Kind, Writes, beginning
from grader.catalog import SHARED, SLUG, Catalog
from grader.foundation.errors import UsageFault
from grader.foundation.files import is_device

MIN_POINTS = 0.5
_EXAMPLE_SHARE = 0.4


@dataclass(frozen=True)
class Wish:
    """What an instructor says of a new exercise; points are whole quarters, at least 0.5."""

    slug: str
    title: str
    points: float
    kind: Kind
    writes: Writes = "tf1"


def create(catalog: Catalog, wish: Wish) -> list[Path]:
    """Write the exercise and its solution; return the files. Raises UsageFault and OSError.

    The exercise's folder appears whole or not at all.
    """
    _check(wish)
    folder = catalog.folder / wish.slug
    solution = catalog.folder.parent / "solutions" / f"{wish.slug}.py"
    refuse_existing(folder, solution)
    exercise, text = _files(wish, next_order(catalog))
    catalog.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=catalog.folder, prefix=".new-") as work:
        made = Path(work) / wish.slug
        for name, content in exercise.items():
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        solution.parent.mkdir(parents=True, exist_ok=True)
        solution.write_text(text, encoding="utf-8")
        shutil.move(made, folder)
    return [solution, *(folder / name for name in exercise)]


def check_slug(slug: str) -> None:
    """Raise UsageFault for what cannot be the name of an exercise."""
    if not SLUG.fullmatch(slug) or slug == SHARED:
        raise UsageFault(
            f"{slug!r} cannot be the name of an exercise",
            "use lower-case letters, digits and _, as in `relu` or `mnist_mlp`",
        )
    if is_device(slug):
        raise UsageFault(
            f"{slug!r} cannot be the name of an exercise",
            f"on Windows there can be no file {slug}.py: choose another name",
        )


def refuse_existing(*paths: Path) -> None:
    """Raise UsageFault if something is where a new exercise would go."""
    for path in paths:
        if path.exists():
            raise UsageFault(f"{path} exists already", "choose another name, or remove it first")


def next_order(catalog: Catalog) -> int:
    """Return the place after the last exercise of the course."""
    return 10 + max((exercise.rules.order for exercise in catalog.all()), default=0)


def _check(wish: Wish) -> None:
    check_slug(wish.slug)
    if wish.points < MIN_POINTS or wish.points % 0.25:
        raise UsageFault(
            f"{wish.points:g} points cannot be given",
            f"points are whole quarters, {MIN_POINTS:g} or more",
        )
    if wish.writes == "keras" and wish.kind == "function":
        raise UsageFault(
            "an exercise in Keras asks for a model, not for a function",
            "leave `--kind` away, or take `--dialect tf2`",
        )


def _files(wish: Wish, order: int) -> tuple[dict[str, str], str]:
    """Return the exercise's files by their path in its folder, and the solution."""
    example = max(0.25, round(4 * wish.points * _EXAMPLE_SHARE) / 4)
    subject = {
        "slug": wish.slug,
        "title": wish.title,
        "kind": wish.kind,
        "order": order,
        "example": f"{example:g}",
        "secret": f"{wish.points - example:g}",
    }
    return beginning(subject, wish.writes)
