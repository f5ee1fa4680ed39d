"""A bundle for students: stubs, lessons and public checks, and nothing that gives an answer."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.authoring import tomlfile
from grader.authoring.cutting import cut
from grader.authoring.inspection import inspect, told
from grader.authoring.sentences import exercise_sentences
from grader.authoring.stubs import withheld_lines
from grader.authoring.texts import fill
from grader.catalog import SHARED, Exercise, load_exercise
from grader.catalog.content import RELEASE_MARK
from grader.catalog.rules import KnownMistake, Withheld
from grader.catalog.shared import shared_files
from grader.catalog.translations import read_translations
from grader.foundation.errors import ExerciseFault, UsageFault


def release(exercises: Sequence[Exercise], folder: Path) -> list[Path]:
    """Write the bundle and return its files; it appears whole or not at all.

    Raises UsageFault for a folder that is in use, ExerciseFault for an exercise that cannot be
    given away, OSError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageFault(f"{folder} is in use", "name a folder that is empty or does not exist")
    if not exercises:
        raise UsageFault("there is no exercise to release", "`grade list` shows the exercises")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".release-") as work:
        made = Path(work) / "bundle"
        inside = made / "exercises"
        inside.mkdir(parents=True)
        for exercise in exercises:
            _admit(exercise)
            _write(exercise, inside / exercise.slug, {one.slug for one in exercises})
            _examine(exercise, inside / exercise.slug)
        (inside / RELEASE_MARK).write_text("# `grade` takes its exercises from here.\n")
        (made / "README.md").write_text(fill("release/README.md", {"exercises": exercises}))
        if folder.exists():
            folder.rmdir()
        shutil.move(made, folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write(exercise: Exercise, target: Path, released: set[str]) -> None:
    """Write the public part of one exercise; it can require none but the `released` ones."""
    target.mkdir()
    driver = (exercise.driver,) if exercise.functions else ()
    lessons = (one.path for one in exercise.lessons)
    second = (exercise.stub_tf2,) if exercise.stub_tf2 else ()
    for path in (*exercise.stubs, *second, *lessons, *exercise.files, *driver):
        shutil.copyfile(path, target / path.name)
    secret = [check for check in exercise.checks if check.secret]
    points = sum(check.points for check in secret)
    checks = cut(
        exercise.test_file.read_text(encoding="utf-8"),
        [check.name for check in secret],
        f"The public checks of {exercise.slug}.",
    )
    (target / exercise.test_file.name).write_text(checks, encoding="utf-8")
    _copy_shared(exercise, target)
    rules = msgspec.structs.replace(
        exercise.rules,
        mistakes=_tellable(exercise, {check.name for check in secret}),
        requires=tuple(slug for slug in exercise.rules.requires if slug in released),
        equivalent=(),
        withheld=Withheld(len(secret), points) if secret else None,
    )
    text = tomlfile.dump(msgspec.to_builtins(rules))
    (target / "exercise.toml").write_text(text, encoding="utf-8")
    said = exercise_sentences(load_exercise(target))
    for path in exercise.translations:
        known = read_translations(path)
        left = {text: known[text] for text in said if text in known}
        (target / path.name).write_text(tomlfile.dump(left), encoding="utf-8")


def _copy_shared(exercise: Exercise, target: Path) -> None:
    """Copy the helpers that the public checks import; those of two courses may not differ."""
    for path in shared_files(target / exercise.test_file.name, exercise.folder.parent):
        copy = target.parent / SHARED / path.name
        copy.parent.mkdir(exist_ok=True)
        if copy.exists() and copy.read_bytes() != path.read_bytes():
            raise UsageFault(
                f"two folders of exercises have a {SHARED}/{path.name}, and these differ",
                "release the exercises of each folder by themselves",
            )
        shutil.copyfile(path, copy)


def _tellable(exercise: Exercise, secret: set[str]) -> tuple[KnownMistake, ...]:
    """Return the mistakes that public checks find and whose hints quote no line of the solution."""
    lines = answers(exercise)
    return tuple(
        one
        for one in exercise.rules.mistakes
        if one.check not in secret and not told(lines, one.hint)
    )


def answers(exercise: Exercise) -> tuple[str, ...]:
    """Return the solution's lines that a bundle may not hold: all but those in public hints."""
    hints = " ".join(check.hint for check in exercise.checks if not check.secret)
    lines = withheld_lines(exercise)
    return tuple(line for line in lines if line not in told(lines, hints))


def _admit(exercise: Exercise) -> None:
    """Raise ExerciseFault for an exercise that cannot be given away."""
    if exercise.rules.withheld is not None:
        raise ExerciseFault(exercise.folder, "is part of a release already")
    flaws = inspect(exercise)
    if flaws:
        raise ExerciseFault(
            exercise.folder,
            str(flaws[0]),
            f"fix what `grade verify {exercise.slug}` finds, then release it",
        )
    if all(check.secret for check in exercise.checks):
        raise ExerciseFault(exercise.test_file, "has secret checks only, so nothing would be left")


def _examine(exercise: Exercise, target: Path) -> None:
    """Raise ExerciseFault unless the bundle's exercise can be read and tells no answer."""
    made = load_exercise(target)
    lines = answers(exercise)
    for path in (*target.iterdir(), *made.shared):
        for line in told(lines, path.read_bytes().decode(errors="replace")):
            origin = exercise.folder.parent / path.relative_to(target.parent)
            raise ExerciseFault(origin, f"holds a solution's line: {line}")
