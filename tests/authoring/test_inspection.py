"""What is found in an exercise's files without running them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.authoring.inspection import advise, inspect, told
from grader.catalog import Catalog, Exercise


def add(path: Path, text: str) -> None:
    """Write text at the end of a file."""
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(text)


def new_mistake(exercise: Exercise) -> None:
    """List a mistake that has no file."""
    entry = '\n[[mistakes]]\nname = "ghost"\ncheck = "example"\nhint = "Boo."\n'
    add(exercise.folder / "exercise.toml", entry)


FLAWS: dict[str, tuple[Callable[[Exercise], object], str]] = {
    "stray file": (lambda e: add(e.folder / "notes.txt", "x"), "half/notes.txt: no part of"),
    "stray script": (lambda e: add(e.folder / "old.py", "x"), "half/old.py: no part of"),
    "mistake not listed": (
        lambda e: add(e.folder / "mistakes" / "more.py", "x = 1\n"),
        "mistakes/more.py: exercise.toml has no",
    ),
    "mistake without a file": (new_mistake, "there is no mistakes/ghost.py"),
    "no alternatives": (
        lambda e: [path.unlink() for path in (e.folder / "alternatives").iterdir()],
        "alternatives: no other right answer",
    ),
    "check without a mistake": (
        lambda e: add(
            e.test_file, '\n\n@check(points=1, hint="-")\ndef test_more(graph):\n    """More."""\n'
        ),
        "check more: no known mistake",
    ),
    "drifted stub": (lambda e: add(e.stub, "z = 1\n"), "half.py: is not what the solution's"),
    "stub without TODO": (
        lambda e: e.stub.write_text(e.stub.read_text().replace("TODO", "NOTE")),
        "half.py: has no TODO",
    ),
    "told in the lesson": (
        lambda e: add(e.readme, "It is y =   tf.square(x) + 1.0\n"),
        "README.md: holds a line of the solution: y = tf.square(x) + 1.0",
    ),
    "told in the stub": (
        lambda e: add(e.stub, "# y = tf.square(x) + 1.0 + 0.0\n"),
        "half.py: is not what the solution's",
    ),
    "twice the same program": (
        lambda e: add(e.folder / "alternatives" / "z.py", "# new\n" + e.solution.read_text()),
        "alternative z: is the same program as solution",
    ),
    "not Python": (
        lambda e: add(e.folder / "mistakes" / "doubled.py", "y = (\n"),
        "mistake doubled: is not Python",
    ),
    "no solution": (lambda e: e.solution.unlink(), "solution: "),
}


def test_a_new_exercise_has_no_flaw(half: Exercise) -> None:
    """What `grade new` writes is in order."""
    assert inspect(half) == []


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_found(half: Exercise, name: str) -> None:
    """Each kind of flaw is named with its place."""
    make, words = FLAWS[name]
    make(half)
    found = [str(finding) for finding in inspect(Catalog().get("half"))]
    assert any(words in finding for finding in found), found


def test_short_lines_are_not_secrets() -> None:
    """A lesson may hold what any script holds."""
    lines = ("pass", "session.run(tf.global_variables_initializer())")
    assert told(lines, "pass, and session.run(tf.global_variables_initializer())") == [lines[1]]


def test_long_hints_are_advised_against(tmp_path: Path) -> None:
    """A hint over sixty words, or with a sentence over 35, is told; it proves nothing wrong."""
    exercise = Catalog().get("relu")
    long, wordy = " ".join(["word."] * 61), " ".join(["word"] * 36)
    first, second, *rest = exercise.checks
    checks = (replace(first, hint=long), replace(second, hint=wordy), *rest)
    found = [str(one) for one in advise(replace(exercise, checks=checks))]
    assert found == [
        f"check {first.name}: the hint has 61 words: say it in 60",
        f"check {second.name}: a sentence of the hint has 36 words: make two of it",
    ]
    assert advise(exercise) == []
