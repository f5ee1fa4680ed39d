"""The style of a file, where an exercise asks for one."""

from pathlib import Path

import pytest

from grader.authoring.cases import cases
from grader.catalog import load_exercise
from grader.catalog.rules import StyleRules
from grader.foundation.errors import ExerciseFault
from grader.pipeline import Grader
from grader.submission import opening
from grader.submission.style import style_faults

TOY = Path(__file__).parents[1] / "toys" / "exercises" / "double"
TEXT = b'''"""A file."""

import os
import tensorflow.compat.v1 as tf


def one():
    """One."""
    from numpy import abs
    return 11111111111111111111111111111111111111111111111


class Two:
    def three(self):
        return os, tf, abs
'''
STYLE = """
[style]
docstrings = true
imports = ["import tensorflow.compat.v1 as tf"]
line_length = 60
"""
CHECK = '''

@check(points=0.25, hint="Style.", claim=True)
def test_style(style):
    """The file has the style of the course."""
    for fault in style:
        fail(f"line {fault.line}: {fault.message}", mistake="")
'''


def places(rules: StyleRules, text: bytes = TEXT) -> list[tuple[int, str]]:
    """Return line and code of each fault."""
    return [(one.line, one.code) for one in style_faults(text, rules)]


def test_each_rule_by_itself() -> None:
    """Docstrings, imports, and what pycodestyle says of lines."""
    assert places(StyleRules()) == []
    assert places(StyleRules(docstrings=True)) == [(13, "docstring"), (14, "docstring")]
    assert places(StyleRules(docstrings=True), b"x = 1\n") == [(1, "docstring")]
    allowed = ("import tensorflow.compat.v1 as tf", "import os")
    assert places(StyleRules(imports=allowed)) == [(9, "import")]
    assert places(StyleRules(line_length=50)) == [(10, "E501")]
    assert places(StyleRules(codes=("E3", "W2")), b"x = 1 \n\n\n\n\n\ny = 2\n") == [
        (1, "W291"),
        (7, "E303"),
    ]


def test_only_so_many_are_told() -> None:
    """A file without any style has fifty faults, one that is endless a single one."""
    assert len(style_faults(b"x=1\n" * 1000, StyleRules(codes=("E2",)))) == 50
    (one,) = style_faults(b"x=1\n" * 100_000, StyleRules(codes=("E2",)))
    assert "too long" in one.message


def _exercise(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises" / "double"
    folder.mkdir(parents=True)
    for path in TOY.glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    with (folder / "exercise.toml").open("a") as file:
        file.write(STYLE)
    test = folder / "test_double.py"
    text = test.read_text().replace("assert_allclose, check", "assert_allclose, check, fail")
    test.write_text(text + CHECK)
    return folder


@pytest.mark.slow
def test_a_check_on_style(tmp_path: Path, grader: Grader) -> None:
    """What is right but for its style loses the points of that check alone."""
    exercise = load_exercise(_exercise(tmp_path))
    answer = tmp_path / "double.py"
    text = (TOY.parents[1] / "solutions" / "double.py").read_text()
    for head, passed in (('"""Twice."""\n', True), ("# Twice\n", False)):
        answer.write_text(head + text.replace("import tensorflow as tf", STYLE.split('"')[1]))
        report = grader.grade_file(exercise, answer, "ada")
        statuses = {check.name: check.status for check in report.checks}
        assert [statuses.pop("secret_inputs"), statuses.pop("one")] == ["passed", "passed"]
        assert statuses == {"style": "passed" if passed else "failed"}, report.checks


def test_an_authors_own_answers_have_their_style(tmp_path: Path) -> None:
    """`grade verify` judges the style of what an exercise ships, too."""
    exercise = load_exercise(_exercise(tmp_path))
    (stub,) = cases(exercise)
    assert any(fault.code == "docstring" for fault in stub.submission.style)


def test_without_pycodestyle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, the exercise cannot be graded, which is no student's fault."""
    exercise = load_exercise(_exercise(tmp_path))
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    with pytest.raises(ExerciseFault, match="needs pycodestyle"):
        opening.start_of(exercise)
