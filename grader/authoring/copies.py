"""A new exercise from one that there is: its files under a new name, ready to be changed."""

import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from grader.authoring import tomlfile
from grader.authoring.scaffold import check_slug, next_order, refuse_existing
from grader.catalog import SHARED, Catalog, Exercise
from grader.foundation.errors import UsageFault


def copy_exercise(catalog: Catalog, source: Exercise, slug: str, title: str = "") -> list[Path]:
    """Write `source` as the exercise `slug`, last in the course; return the new files.

    title: another one than the source's. What the course does not have is not required any more.
    The exercise's folder appears whole or not at all. Raises UsageFault and OSError.
    """
    check_slug(slug)
    folder = catalog.folder / slug
    answer = source.answer if source.functions else f"{slug}.py"
    solution = catalog.folder.parent / "solutions" / answer
    refuse_existing(folder, solution)
    if not source.solution.is_file():
        raise UsageFault(
            f"the solution of {source.slug} is not there, so it cannot be copied",
            "copy from an exercise that is not part of a release",
        )
    helpers = _helpers(source, catalog.folder)
    files = _files(source, slug)
    files["exercise.toml"] = _rules(source, catalog, title).encode()
    catalog.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=catalog.folder, prefix=".new-") as work:
        made = Path(work) / slug
        for name, data in files.items():
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for target, data in helpers.items():
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
        solution.parent.mkdir(parents=True, exist_ok=True)
        solution.write_bytes(_renamed(source.solution.read_bytes(), source.slug, slug))
        shutil.move(made, folder)
    return [solution, *(folder / name for name in sorted(files)), *helpers]


def _files(source: Exercise, slug: str) -> dict[str, bytes]:
    """Return the files of the new exercise by their paths in its folder."""
    names = {source.test_file: f"test_{slug}.py"}
    if not source.functions:
        names[source.stub] = f"{slug}.py"
    named = {*names, *(one.path for one in source.lessons)}
    found = {}
    for path in sorted(source.folder.rglob("*")):
        inside = path.relative_to(source.folder)
        if path.is_file() and "__pycache__" not in inside.parts:
            data = path.read_bytes()
            data = _renamed(data, source.slug, slug) if path in named else data
            found[names.get(path, inside.as_posix())] = data
    for part in source.parts:
        if (given := source.given(part)) is not None:
            found[f"given/{part.name}"] = given.read_bytes()
    return found


def _renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a text in which the file, the command and the headline name the new exercise."""
    for before, after in ((r"(?<!\w)", r"\.py\b"), (r"\bgrade (?:\w+ )?", r"\b"), ("for ", ":")):
        pattern = f"({before}){old}({after})"
        data = re.sub(pattern.encode(), rf"\g<1>{new}\g<2>".encode(), data)
    return data


def _rules(source: Exercise, catalog: Catalog, title: str) -> str:
    """Return exercise.toml with another title, order and requirements, and else as it is."""
    text = (source.folder / "exercise.toml").read_text(encoding="utf-8")
    rules, there = tomllib.loads(text), catalog.slugs()
    changes: dict[str, Any] = {"order": next_order(catalog), "title": title or rules["title"]}
    if "requires" in rules:
        changes["requires"] = [slug for slug in rules["requires"] if slug in there]
    wanted = {**rules, **changes}
    for key, value in changes.items():
        line = tomlfile.dump({key: value}).strip()
        literal = line.replace("\\", r"\\")
        text = re.sub(rf"^{key} *=.*$", literal, text, count=1, flags=re.MULTILINE)
    return text if _same(text, wanted) else tomlfile.dump(wanted)


def _same(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:  # a value on several lines, of which the first was replaced
        return False


def _helpers(source: Exercise, folder: Path) -> dict[Path, bytes]:
    """Return the helpers that the checks import and `folder` lacks. Raises UsageFault."""
    found = {}
    for path in source.shared:
        target, data = folder / SHARED / path.name, path.read_bytes()
        if not target.exists():
            found[target] = data
        elif target.read_bytes() != data:
            raise UsageFault(
                f"{target} is there already and differs from the one that {source.slug} needs",
                "give one of them another name first",
            )
    return found
