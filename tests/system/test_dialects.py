"""Answers in TensorFlow 2, as students write them: right ones and known mistakes."""

import contextlib
import os
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.catalog import Catalog
from grader.cli.exercises import start
from grader.cli.workspace import Workspace
from grader.collect.dialect import dialect_of
from grader.foundation.errors import UsageFault
from grader.pipeline import Grader
from grader.submission import Submission
from grader.submission.messages import Ungradable
from grader.submission.opening import start_of
from grader.submission.reading import parse_submission

PAGE = (Path(__file__).parents[2] / "docs" / "dialects.md").read_text()
FOLDER = Path(__file__).parents[1] / "submissions" / "dialects"
RIGHT = sorted(FOLDER.glob("*/right/*.py"))
WRONG = sorted([*FOLDER.glob("*/wrong/*.py"), *FOLDER.glob("*/wrong_keras/*.py")])
# In which styles each exercise takes answers.
STYLES = {
    "relu": ("eager", "function", "keras"),
    "mnist_mlp": ("eager", "function", "keras"),
    "dropout": ("eager", "function", "keras"),
    "deeper": ("eager", "function", "keras"),
    "l2": ("eager", "function", "keras"),
    "save_load": ("eager", "function", "keras"),
    "trained_model": ("eager", "function", "keras"),
    "finetune": ("eager", "function", "keras"),
}
TRAINED = ("mnist_mlp", "deeper", "l2", "trained_model", "finetune")
# How often each right answer is graded, each time with other hidden inputs: 20 for `make prove`.
RUNS = int(os.environ.get("PROOF_RUNS", "1"))
NOTE = "Graded as TensorFlow 2: what the script computed was recorded as a graph."


def style(path: Path) -> str:
    """Return in which style of TensorFlow 2 a right answer is written."""
    return path.stem.split("_")[0]


def some(paths: list[Path]) -> list[object]:
    """Return the tests: of relu one in each style and two mistakes at once, the others as long.

    Of each other exercise the first that is not written eagerly: a training takes ten seconds then.
    """
    seen: set[tuple[str, str]] = set()
    found: list[object] = []
    for path in paths:
        slug = path.parts[-3]
        of_relu = style(path) if path in RIGHT else path.stem[:1] if len(seen) < 2 else ""
        key = (slug, of_relu if slug == "relu" else "")
        slow = slug in TRAINED and "tf.function" not in path.read_text()
        late = key in seen or slow
        mark = pytest.mark.long if late else pytest.mark.slow
        if not late:
            seen.add(key)
        found.append(pytest.param(path, id=f"{slug}-{path.parent.name}-{path.stem}", marks=mark))
    return found


@pytest.mark.timeout(300 * RUNS)
@pytest.mark.parametrize("path", some(RIGHT))
def test_a_right_answer_gets_full_marks(path: Path, grader: Grader) -> None:
    """The same checks judge it as an answer in TensorFlow 1, and its report says what it is."""
    for run in range(RUNS):
        report = grader.grade_file(Catalog().get(path.parts[-3]), path, f"student {run}")
        assert (report.status, report.score) == ("passed", report.max_score), report.checks
        assert NOTE in report.notes


@pytest.mark.timeout(300)
@pytest.mark.parametrize("path", some(WRONG))
def test_a_known_mistake_is_named(path: Path, grader: Grader) -> None:
    """A mistake is known by the same name as in TensorFlow 1, and does not pass the same check."""
    exercise = Catalog().get(path.parts[-3])
    report = grader.grade_file(exercise, path, "student")
    assert report.mistake is not None, report.checks
    assert report.mistake.name == path.stem
    lost = {check.name for check in report.checks if check.status in ("failed", "skipped")}
    assert exercise.mistake(path.stem).check in lost
    assert NOTE in report.notes


def test_each_style_has_four_right_answers() -> None:
    """Every exercise that takes TensorFlow 2 has answers in each of its styles."""
    assert {one.slug for one in Catalog().all() if one.rules.dialect == "any"} == STYLES.keys()
    for slug, styles in STYLES.items():
        names = [style(path) for path in RIGHT if path.parts[-3] == slug]
        assert all(names.count(one) >= 4 for one in styles), slug


@pytest.mark.parametrize("slug", list(STYLES))
def test_every_known_mistake_is_made_in_tensorflow_2(slug: str) -> None:
    """There is a wrong answer for each, or a reason why nobody can make it there."""
    known = [mistake.name for mistake in Catalog().get(slug).rules.mistakes]
    made = {path.stem for path in WRONG if path.parts[-3] == slug}
    impossible = tomllib.loads((FOLDER / "impossible.toml").read_text()).get(slug, {})
    assert sorted(known) == sorted([*made, *impossible])


@pytest.mark.slow
def test_a_script_in_tensorflow_1_is_no_other(grader: Grader) -> None:
    """The lesson's own solution says nothing about TensorFlow 2."""
    exercise = Catalog().get("relu")
    report = grader.grade_file(exercise, exercise.solution, "student")
    assert report.status == "passed"
    assert NOTE not in report.notes


@pytest.mark.slow
def test_the_answers_of_the_page_are_right(grader: Grader) -> None:
    """Both whole answers that docs/dialects.md shows get full marks."""
    answers = re.findall(r'^```python title="relu\.py"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
    assert len(answers) == 2
    for answer in answers:
        submission = Submission("relu.py", answer.encode())
        report = grader.grade(Catalog().get("relu"), submission, "student")
        assert (report.status, report.score) == ("passed", report.max_score), report.checks


@pytest.mark.slow
def test_the_words_of_the_page_are_the_reports(grader: Grader) -> None:
    """What it quotes of a report is what the script above it gets."""
    found = re.search(
        r'title="with NumPy"\n(.*?)^```$\n\n((?:> [^\n]*\n)+)', PAGE, re.DOTALL | re.MULTILINE
    )
    assert found is not None
    submission = Submission("relu.py", found[1].encode())
    report = grader.grade(Catalog().get("relu"), submission, "student")
    assert report.status == "failed"
    assert " ".join(found[2].replace("> ", "").split()) in report.notes


@pytest.mark.parametrize("slug", list(STYLES))
def test_each_has_a_starting_file_in_tensorflow_2(slug: str, tmp_path: Path) -> None:
    """It is written under the answer's name, speaks TensorFlow 2, and is known untouched."""
    exercise = Catalog().get(slug)
    written = Workspace(tmp_path).start(exercise, second=True)
    assert written[0] == tmp_path / f"{slug}.py"
    text = written[0].read_text()
    assert dialect_of(text, "any") == "tf2"
    assert "# TODO" in text
    found = parse_submission(written[0].name, text.encode(), start_of(exercise))
    assert isinstance(found, Ungradable)
    assert found.headline == "not started"
    begun = parse_submission(written[0].name, f"{text}\ny = 1\n".encode(), start_of(exercise))
    assert not isinstance(begun, Ungradable)


def test_an_exercise_without_one_says_so(tmp_path: Path) -> None:
    """An exercise in TensorFlow 1 alone starts in no other, and writes nothing."""
    with contextlib.chdir(tmp_path):
        found = CliRunner().invoke(start, ["rename_fix", "--dialect", "tf2"])
    assert isinstance(found.exception, UsageFault)
    assert "rename_fix has no starting file in TensorFlow 2" in str(found.exception)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("dialect", ["tf1", "tf2"])
def test_an_exercise_in_tensorflow_2_alone_has_one_starting_file(
    dialect: str, tmp_path: Path
) -> None:
    """Whichever is asked for, it begins in TensorFlow 2."""
    with contextlib.chdir(tmp_path):
        found = CliRunner().invoke(start, ["rename_fix_tf2", "--dialect", dialect])
    assert found.exit_code == 0, found.output
    text = (tmp_path / "rename_fix_tf2.py").read_text()
    assert dialect_of(text, "any") == "tf2"


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_metric_that_cannot_be_followed_is_no_other_mistake(grader: Grader) -> None:
    """Its line is told, and that the accuracy was never measured is not said."""
    path = FOLDER / "trained_model" / "right" / "keras_metric_functions.py"
    text = path.read_text()
    called = "    val_accuracy(labels, predictions)\n"
    assert called in text
    weighted = text.replace(called, called.replace(")", ", sample_weight=tf.ones([1]))"))
    submission = Submission("m.py", weighted.encode())
    report = grader.grade(Catalog().get("trained_model"), submission, "student")
    assert [one.name for one in report.checks if one.status == "failed"] == ["validation"]
    assert report.mistake is None
    line = 1 + text[: text.index("{val_accuracy.result()")].count("\n")
    assert any(f"Line {line} of m.py asks a metric" in note for note in report.notes), report.notes
