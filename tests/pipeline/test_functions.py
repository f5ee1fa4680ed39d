"""Exercises of the kind `functions`: a driver calls what students hand in, in several files."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from grader.catalog import Catalog, Exercise
from grader.foundation.model import Report
from grader.pipeline import Grader

TOYS = Path(__file__).parents[1] / "toys" / "functions"
RIGHT = (TOYS / "solutions" / "1-chain.py").read_text()
SCALE = (TOYS / "solutions" / "0-scale.py").read_text()
Judge = Callable[..., Report]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chain() -> Exercise:
    """Return the toy exercise of two functions."""
    return Catalog(TOYS / "exercises").get("chain")


@pytest.fixture
def judge(chain: Exercise, grader: Grader, tmp_path: Path) -> Judge:
    """Return a function that hands in files, the answer's text first, and grades them."""

    def graded(answer: str, student: str = "ada", **beside: str) -> Report:
        (tmp_path / chain.answer).write_text(dedent(answer).lstrip("\n"))
        for name, text in beside.items():
            path = tmp_path / f"{name.replace('scale', '0-scale')}.py"
            path.write_text(dedent(text).lstrip("\n"))
        return grader.grade_file(chain, tmp_path / chain.answer, student)

    return graded


def statuses(report: Report) -> list[str]:
    """Return how each check ended."""
    return [check.status for check in report.checks]


def test_functions_of_several_files_are_judged(judge: Judge) -> None:
    """The driver imports the answer, which imports the student's other file."""
    report = judge(RIGHT, scale=SCALE)
    assert (report.status, report.score) == ("passed", 4.0)
    assert not any("course's own" in note for note in report.notes)


@pytest.mark.parametrize(
    "load",
    [
        "from importlib import import_module\nscale = import_module('0-scale').scale",
        "import importlib.util as u\nspec = u.spec_from_file_location('s', './0-scale.py')\n"
        "module = u.module_from_spec(spec)\nspec.loader.exec_module(module)\nscale = module.scale",
    ],
)
def test_files_import_each_other_in_any_way(judge: Judge, load: str) -> None:
    """`importlib` finds a student's file, too, and there `tensorflow` is that of the lessons."""
    scale = "import tensorflow as tf\nassert tf.placeholder\n\n\n" + SCALE
    answer = RIGHT.replace('scale = __import__("0-scale").scale', load)
    assert judge(answer, scale=scale).status == "passed"


def test_a_size_in_the_code_fails(judge: Judge) -> None:
    """What is right for one width alone is wrong, for the width is drawn."""
    report = judge(RIGHT.replace(", width\n", ", 2\n"), scale=SCALE)
    assert statuses(report) == ["failed", "passed"]


def test_arguments_are_each_students_own(judge: Judge) -> None:
    """Two students' functions are called with other arguments, the same one's with the same."""
    spy = RIGHT.replace("    return scale(", "    print(width, factor)\n    return scale(")
    ada, ben = (judge(spy, student, scale=SCALE).output for student in ("ada", "ben"))
    assert len(ada.split()) == 4
    assert ada != ben
    assert ada == judge(spy, "ada", scale=SCALE).output


def test_a_function_that_recognises_its_arguments_loses(judge: Judge) -> None:
    """Knowing the arguments is of no use: the graph is run on inputs that nobody has seen."""
    spy = RIGHT.replace("    return scale(", "    print(width, factor)\n    return scale(")
    words = iter(judge(spy, scale=SCALE).output.split())
    known = [(int(width), float(factor)) for width, factor in zip(words, words, strict=True)]
    cheat = f"""
        import numpy as np
        import tensorflow as tf

        KNOWN = {known}


        def chain(x, factor, width):
            if (width, factor) not in KNOWN:
                raise RuntimeError("not recognised")
            x = np.ones((5, width), np.float32)
            return tf.placeholder_with_default(factor * factor * x, [None, width]), width
        """
    report = judge(cheat)
    assert report.problem is None
    assert statuses(report) == ["passed", "failed"]


def test_an_error_points_at_the_students_line(judge: Judge) -> None:
    """It may be in the answer or in another file; the driver's lines are never shown."""
    report = judge(RIGHT.replace("scale(scale(x, factor), factor)", "nothing"), scale=SCALE)
    assert report.problem is not None
    assert [(one.file, one.line) for one in report.problem.lines] == [("1-chain.py", 8)]
    report = judge(RIGHT, scale=SCALE.replace("factor * x", "factor @ x"))
    assert report.problem is not None
    places = [(one.file, one.line) for one in report.problem.lines]
    assert places == [("1-chain.py", 8), ("0-scale.py", 6)]


def test_a_tasks_file_that_is_not_there_is_named(judge: Judge) -> None:
    """Who imports a file that nobody has is told to hand it in, not that a module is missing."""
    report = judge(RIGHT.replace("0-scale", "7-scale"))
    assert report.problem is not None
    assert report.problem.hint.startswith("There is no file `7-scale.py` beside yours")
    assert [(one.file, one.line) for one in report.problem.lines] == [("1-chain.py", 3)]


@pytest.mark.parametrize(
    ("answer", "told", "line"),
    [
        (RIGHT.replace("def chain(", "def chains("), "1-chain.py defines no `chain`", 1),
        (RIGHT.replace(", factor, width):", ", factor):"), "takes 2 positional arguments", 6),
        (RIGHT.replace("    return scale(", '    return "x"  # ('), "returns a text", 0),
    ],
)
def test_what_the_driver_cannot_call_is_the_students(
    judge: Judge, answer: str, told: str, line: int
) -> None:
    """A function that is missing, takes something else or returns something else is named."""
    report = judge(answer, scale=SCALE)
    assert report.status == "error"
    assert report.problem is not None
    assert told in report.problem.message
    assert [one.line for one in report.problem.lines] == [line] * bool(line)


def test_a_driver_that_breaks_is_no_fault_of_the_students(judge: Judge) -> None:
    """Where no code of the student's was running, the exercise is to be mended."""
    report = judge("def chain(x, factor, width):\n    return None, width\n")
    assert report.status == "grader_fault"
    assert report.problem is not None
    assert "driver.py of chain stopped at line 12: ZeroDivisionError" in report.problem.message


def test_a_missing_part_is_given(judge: Judge) -> None:
    """The course's own file takes the place of one that is missing or cannot be read."""
    report = judge(RIGHT)
    assert report.status == "passed"
    assert "0-scale.py was not handed in: the course's own was used." in report.notes
    report = judge(RIGHT, scale="def scale(:\n")
    assert report.status == "passed"
    assert any("0-scale.py cannot be read" in note for note in report.notes)
    stub = '"""Scales."""\n\n\ndef scale(x, factor):\n    """Return x scaled."""\n    return None\n'
    report = judge(RIGHT, scale=stub)
    assert report.status == "passed"
    assert "0-scale.py is not begun: the course's own was used." in report.notes


def test_without_a_given_file_a_missing_part_is_told(
    chain: Exercise, grader: Grader, tmp_path: Path
) -> None:
    """A part that the course does not give has to be handed in, and has to be Python."""
    text = (chain.folder / "exercise.toml").read_text().replace(', given = "missing"', "")
    folder = tmp_path / "course" / "exercises" / "chain"
    folder.mkdir(parents=True)
    for path in chain.folder.glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "exercise.toml").write_text(text)
    (folder / "0-scale.py").write_text("# TODO\n")
    strict = Catalog(folder.parent).get("chain")
    answer = tmp_path / "1-chain.py"
    answer.write_text(RIGHT)
    report = grader.grade_file(strict, answer, "ada")
    assert (report.status, report.message) == ("ungradable", "No 0-scale.py.")
    (tmp_path / "0-scale.py").write_text("def scale(:\n")
    report = grader.grade_file(strict, answer, "ada")
    assert report.status == "ungradable"
    assert report.problem is not None
    assert report.problem.lines[0].file == "0-scale.py"


def test_a_script_may_have_a_second_file(grader: Grader, tmp_path: Path) -> None:
    """Where an exercise takes any files, a script imports its own; its errors name them."""
    second = Catalog(TOYS / "exercises").get("second")
    (tmp_path / "second.py").write_text("import mylib\n\ny = mylib.two()\n")
    (tmp_path / "mylib.py").write_text(
        "import tensorflow as tf\n\n\ndef two():\n    return tf.constant(2.0)\n"
    )
    assert grader.grade_file(second, tmp_path / "second.py", "ada").status == "passed"
    (tmp_path / "mylib.py").write_text("def two():\n    return wrong\n")
    report = grader.grade_file(second, tmp_path / "second.py", "ada")
    assert report.problem is not None
    places = [(one.file, one.line, one.text.strip()) for one in report.problem.lines]
    assert places == [("second.py", 3, "y = mylib.two()"), ("mylib.py", 2, "return wrong")]
