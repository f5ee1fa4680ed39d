"""The lessons: they name what a student needs, and their examples show what they print."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Catalog, Exercise
from grader.catalog.content import content_root
from grader.catalog.lessons import differences

EXERCISES = Catalog().all()
KERAS = Catalog(content_root() / "exercises_keras").all()
COURSES = [*EXERCISES, *Catalog(content_root() / "exercises_functions").all(), *KERAS]
_CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
_SHOWN = re.compile(r"^ *print\(.*\)  # (.*)$", re.MULTILINE)
_CALLED = re.compile(r"tf\.[A-Za-z_.]*[A-Za-z_]")


def names(exercise: Exercise) -> list[str]:
    """Return what the solution calls and the stub does not."""
    given = set(_CALLED.findall(exercise.stub.read_text()))
    return sorted(set(_CALLED.findall(exercise.solution.read_text())) - given)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_a_lesson_names_every_function_that_is_needed(exercise: Exercise) -> None:
    """What the solution calls, and the stub does not show, stands in the lesson."""
    for lesson in exercise.lessons:
        assert [name for name in names(exercise) if name not in lesson.text] == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_a_lesson_begins_with_the_matter_and_ends_with_its_sources(exercise: Exercise) -> None:
    """No list of sources stands between the title and the first sentence."""
    first, *_, last = re.split(r"^## ", exercise.readme.read_text(), flags=re.MULTILINE)
    assert "the notebook lesson" not in first
    assert last.startswith("Sources\n")


@pytest.mark.parametrize("exercise", COURSES, ids=lambda one: one.slug)
def test_a_lesson_in_another_language_is_the_same_lesson(exercise: Exercise) -> None:
    """Each language of an exercise has one, with the same parts and the same Python."""
    original, *others = exercise.lessons
    languages = [path.stem for path in exercise.translations]
    assert [other.language for other in others] == languages != []
    for other in others:
        assert list(differences(original, other)) == []


def printed_by(code: str, tf: Any) -> str:
    """Return what an example in TensorFlow 1 prints."""
    tf.reset_default_graph()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {"tf": tf})  # noqa: S102
    return printed.getvalue()


def printed_alone(code: str) -> str:
    """Return what an example in TensorFlow 2 prints, in a process that has not turned it off."""
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=quiet
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_an_example_prints_what_stands_beside_it(
    exercise: Exercise, tf: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each `print(…)  # numbers` of a lesson prints these numbers."""
    monkeypatch.chdir(tmp_path)
    for code in _CODE.findall(exercise.readme.read_text()):
        wanted = _SHOWN.findall(code)
        if not wanted:
            continue
        printed = (
            printed_alone(code) if "import tensorflow as tf\n" in code else printed_by(code, tf)
        )
        pairs = zip(printed.splitlines(), wanted, strict=True)
        assert [pair for pair in pairs if pair[0] != pair[1] and "about" not in pair[1]] == []


@pytest.mark.slow
def test_the_examples_of_the_keras_course_print_what_stands_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them in one process, each as `__main__`, so that TensorFlow is imported once."""
    monkeypatch.chdir(tmp_path)
    programs = [code for one in KERAS for code in _CODE.findall(one.readme.read_text())]
    wanted = [text for code in programs for text in _SHOWN.findall(code)]
    assert len(wanted) >= len(KERAS)
    runs = [f"exec({code!r}, {{'__name__': '__main__'}})" for code in programs]
    assert printed_alone("\n".join(runs)).splitlines() == wanted
