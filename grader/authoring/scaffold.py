"""A new exercise, complete from the first minute: it verifies, and is changed from there."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.authoring.stubs import split
from grader.authoring.texts import fill
from grader.catalog import SHARED, SLUG, Catalog
from grader.foundation.errors import UsageFault
from grader.foundation.files import is_device

Kind = Literal["script", "function"]
MIN_POINTS = 0.5
_EXAMPLE_SHARE = 0.4
_MISTAKES = {
    "doubled": ("Doubles instead of squaring.", "2.0 * x + 1.0"),
    "sign_kept": ("Right for positive numbers only.", "x * tf.abs(x) + 1.0"),
}
_ALTERNATIVES = {
    "operators": ("Operators only.", "x * x + 1.0"),
    "power": ("A power, and functions instead of operators.", "tf.add(tf.pow(x, 2.0), 1.0)"),
}


@dataclass(frozen=True)
class Wish:
    """What an instructor says of a new exercise; points are whole quarters, at least 0.5."""

    slug: str
    title: str
    points: float
    kind: Kind


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


def _files(wish: Wish, order: int) -> tuple[dict[str, str], str]:
    """Return the exercise's files by their path in its folder, and the solution."""
    slug = wish.slug
    example = max(0.25, round(4 * wish.points * _EXAMPLE_SHARE) / 4)
    subject = {
        "slug": slug,
        "title": wish.title,
        "kind": wish.kind,
        "order": order,
        "example": f"{example:g}",
        "secret": f"{wish.points - example:g}",
    }

    def answer(remark: str, expression: str, marked: bool = False) -> str:
        told = {"remark": remark, "answer": expression, "marked": marked}
        return fill("exercise/answer.py", {**subject, **told})

    solution = answer("", "tf.square(x) + 1.0", marked=True)
    marked = split(solution)
    assert marked is not None
    named = {"mistakes": _MISTAKES, "alternatives": _ALTERNATIVES}
    return {
        "exercise.toml": fill("exercise/exercise.toml", subject),
        "README.md": fill("exercise/README.md", subject),
        f"{slug}.py": marked.stub,
        f"test_{slug}.py": fill("exercise/test.py", subject),
        **{
            f"{folder}/{name}.py": answer(*told)
            for folder, answers in named.items()
            for name, told in answers.items()
        },
    }, solution
