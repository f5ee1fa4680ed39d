"""What the collector gets of a submission beside the answer, and what the report says of it."""

import json
from pathlib import Path

from grader.catalog import Exercise
from grader.catalog.arguments import draw
from grader.catalog.rules import FileRules
from grader.collect.parts import Drive, Part
from grader.foundation.errors import ExerciseFault
from grader.foundation.model import Problem
from grader.foundation.text import clean_line
from grader.submission import Submission, Ungradable
from grader.submission.messages import Beside


def parts_of(exercise: Exercise, submission: Submission) -> tuple[Part, ...]:
    """Return the files that may be imported: the student's, and the course's in their place."""
    answer = Part(exercise.answer, submission.file, submission.source)
    own = [Part(one.name, one.name, one.source) for one in submission.beside]
    if not exercise.functions:
        return tuple(own)
    found = [answer]
    for rule in exercise.parts[1:]:
        path = _in_place(exercise, rule, submission)
        if path is not None:
            found.append(Part(rule.name, f"(the course's) {rule.name}", path.read_bytes(), False))
        else:
            found += [part for part in own if part.name == rule.name]
    return tuple(found)


def lacking(exercise: Exercise, submission: Submission) -> Ungradable | None:
    """Return why a submission cannot be graded for want of another file; None if it can."""
    for rule in exercise.parts[1:]:
        one = _handed_in(rule, submission)
        if _in_place(exercise, rule, submission) is not None:
            continue
        if one is not None and one.problem is not None:
            return Ungradable(rule.name, f"{rule.name} cannot be read", one.problem)
        if one is None and rule.required:
            message = f"{rule.name} is not there, beside {submission.file}, which needs it."
            problem = Problem("no such file", message, f"Hand in {rule.name} in the same folder.")
            return Ungradable(rule.name, f"no {rule.name}", problem)
    return None


def drive_of(exercise: Exercise, seed: bytes) -> Drive | None:
    """Return the driver that is run with a student's arguments. Raises ExerciseFault."""
    if not exercise.functions:
        return None
    rules = exercise.rules
    drawn = draw(rules.arguments, seed, rules.runs)
    try:
        source = exercise.driver.read_bytes()
        compile(source, exercise.driver.name, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError) as error:
        raise ExerciseFault(exercise.driver, f"cannot be read: {error}") from error
    return Drive(source, tuple(json.dumps(one).encode() for one in drawn))


def notes_on_parts(exercise: Exercise, submission: Submission) -> tuple[str, ...]:
    """Return which files of the course's took the place of the student's, and why."""
    always, notes = [], []
    text = submission.text
    for rule in exercise.parts[1:]:
        if _in_place(exercise, rule, submission) is None:
            continue
        one = _handed_in(rule, submission)
        if rule.given == "always":
            always += [rule.name] * (rule.name.removesuffix(".py") in text)
        elif one is not None and one.problem is not None:
            why = clean_line(one.problem.message, 200)
            notes.append(f"{rule.name} cannot be read ({why}): the course's own was used.")
        elif one is not None:
            notes.append(f"{rule.name} is not begun: the course's own was used.")
        else:
            notes.append(f"{rule.name} was not handed in: the course's own was used.")
    if always:
        listed = ", ".join(always)
        what = f"{submission.file} alone is judged here"
        notes.append(f"{what}: what it imports ({listed}) was the course's own.")
    return tuple(notes)


def _handed_in(rule: FileRules, submission: Submission) -> Beside | None:
    return next((one for one in submission.beside if one.name == rule.name), None)


def _in_place(exercise: Exercise, rule: FileRules, submission: Submission) -> Path | None:
    """Return the course's file that takes a part's place, None where the student's counts."""
    path = exercise.given(rule)
    one = _handed_in(rule, submission)
    missing = one is None or one.problem is not None or not one.begun
    return path if path and (rule.given == "always" or missing) else None
