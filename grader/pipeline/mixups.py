"""The right file for another exercise: known by the names that it binds."""

import ast
import re
from collections.abc import Iterable

from grader.catalog import Catalog, Exercise
from grader.foundation.errors import ExerciseFault
from grader.foundation.model import Problem
from grader.foundation.syntax import parse
from grader.submission import Submission


def other_exercise(exercise: Exercise, submission: Submission, bound: set[str]) -> Problem | None:
    """Return that a submission answers another exercise, None if it does not seem so.

    bound: the names that the script bound. It answers another one when all names that this asks for
    are there, and of its own at most half, or not all that its starting file has.
    """
    if exercise.functions:
        return None
    missing = _missing(exercise, bound)
    half = 2 * len(missing) >= len(exercise.rules.handles.required)
    if not missing or not (half or not _stub_names(exercise) <= bound):
        return None
    found = [
        other
        for other in _others(exercise)
        if not _missing(other, bound) and (half or _stub_names(other) <= bound)
    ]
    if not found:
        return None
    other = max(found, key=lambda one: _likeness(one, bound, submission.file))
    aside = set(other.rules.handles.required) - set(exercise.rules.handles.required)
    where = submission.line(
        min(filter(None, (_line(submission, name) for name in aside)), default=0)
    )
    listed = ", ".join(f"`{name}`" for name in missing)
    return Problem(
        "another exercise",
        f"{submission.file} looks like an answer to `{other.slug}` ({other.rules.title}): it"
        f" has all names that `{other.slug}` asks for, but not {listed}, which"
        f" `{exercise.slug}` does.",
        f"If it is meant for `{other.slug}`: `grade {other.slug} {submission.file}`.",
        (where,) if where else (),
    )


def _likeness(exercise: Exercise, bound: set[str], file: str) -> tuple[bool, float, int]:
    """Say whether the file is named so, what share of the starting file is there, and the names."""
    given = _stub_names(exercise)
    share = len(given & bound) / max(len(given), 1)
    return exercise.slug in file, share, len(exercise.rules.handles.required)


def _others(exercise: Exercise) -> Iterable[Exercise]:
    beside, catalog = exercise.folder.parent, Catalog()
    if beside not in catalog.folders:
        catalog = Catalog(beside)
    for slug in catalog.slugs():
        try:
            if slug != exercise.slug:
                yield catalog.get(slug)
        except ExerciseFault:
            continue  # who grades by that one is told what is wrong with it


def _missing(exercise: Exercise, bound: set[str]) -> list[str]:
    rules = exercise.rules.handles
    return [name for name in rules.required if not rules.roots(name) & bound]


def _stub_names(exercise: Exercise) -> set[str]:
    """Return the names that the starting file binds; none where Python cannot read it."""
    try:
        body = parse(exercise.stub.read_text(encoding="utf-8")).body
    except SyntaxError:
        return set()
    targets = [target for one in body if isinstance(one, ast.Assign) for target in one.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _line(submission: Submission, name: str) -> int:
    """Return the line, from 1, at which a name is first bound, 0 if it is nowhere."""
    lines = submission.source.decode(errors="replace").split("\n")
    pattern = re.compile(rf"\s*{re.escape(name)}\s*=[^=]")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 0)
