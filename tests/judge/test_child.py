"""The judge's child: a submission is judged from end to end, in real processes."""

from pathlib import Path

import pytest

from grader.catalog import Exercise, load_exercise
from grader.foundation.model import Report
from grader.pipeline import Grader
from grader.submission import Submission

pytestmark = pytest.mark.slow

TOYS = Path(__file__).parent.parent / "toys" / "judged"
SCRIPT = """\
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
y = tf.constant([1.0, 2.0])
rate = 0.5
print(3.25)
"""
# Lets `y` depend on the file that is read above.
NEEDED = "y = y + tf.strings.to_number(z)\n"


def grade(grader: Grader, exercise: Exercise | str, script: str = SCRIPT) -> Report:
    """Grade a script by a toy exercise."""
    chosen = load_exercise(TOYS / exercise) if isinstance(exercise, str) else exercise
    return grader.grade(chosen, Submission("script.py", script.encode()), "ada")


def test_every_outcome_comes_out_of_the_process(grader: Grader) -> None:
    """Statuses, points and the diagnosis are those that the checks decided."""
    report = grade(grader, "outcomes")
    assert (report.status, report.problem) == ("failed", None)
    assert report.mistake is not None
    assert report.mistake.hint == "Mind the sign."
    assert {check.name for check in report.checks if check.status == "passed"} == {
        "passes", "keeps_all", "secret_that_passes", "draws_and_passes", "printed", "streams",
    }  # fmt: skip
    assert report.score == sum(check.score for check in report.checks) == 8.0
    assert report.output == "3.25\n"


def test_a_fault_of_a_check_is_the_graders(grader: Grader) -> None:
    """The report blames nobody but the grader and shows no secret."""
    report = grade(grader, "faults")
    assert report.status == "grader_fault"
    assert report.problem is not None
    assert "test_wants_a_fixture" in report.problem.message
    assert "424242" not in str(report)


def test_a_script_that_raised_is_judged_on_what_it_built(grader: Grader) -> None:
    """The error is shown with its line; checks on claims are skipped."""
    report = grade(grader, "outcomes", SCRIPT + "1/0\n")
    assert report.status == "error"
    assert report.problem is not None
    assert [(line.line, line.text) for line in report.problem.lines] == [(6, "1/0")]
    statuses = {check.name: check.status for check in report.checks}
    assert (statuses["passes"], statuses["printed"]) == ("passed", "skipped")


def test_what_stands_beside_the_answer_is_not_run(grader: Grader) -> None:
    """An operation that may not be run costs nothing where no required name depends on it."""
    report = grade(grader, "outcomes", SCRIPT + "z = tf.io.read_file('x')\n")
    assert report.score > 0
    assert "Not run, for nothing that is asked needs it: ReadFile." in report.notes


def test_a_rejected_graph_names_the_students_line(grader: Grader) -> None:
    """Nothing is judged; the line that made the operation is shown."""
    report = grade(grader, "outcomes", SCRIPT + "x = '\f'\nz = tf.io.read_file('x')\n" + NEEDED)
    assert (report.status, report.score) == ("rejected", 0.0)
    assert report.problem is not None
    assert "operations of type 'ReadFile' are not allowed" in report.problem.message
    assert [(line.line, line.text) for line in report.problem.lines] == [
        (7, "z = tf.io.read_file('x')")
    ]
    assert {check.status for check in report.checks} == {"skipped"}


def test_the_judge_says_why_it_ended(grader: Grader, tmp_path: Path) -> None:
    """When the judge itself fails, its last words are in the report."""
    folder = tmp_path / "one"
    folder.mkdir()
    for name, text in (
        ("exercise.toml", (TOYS / "faults" / "exercise.toml").read_text()),
        ("one.py", "# TODO\n"),
        ("README.md", "# One\n"),
        (
            "test_one.py",
            "import os\nfrom grader.judge import check\n\n\n@check(points=1)\n"
            'def test_it():\n    """It."""\n    os.write(2, b"last words")\n    os._exit(3)\n',
        ),
    ):
        (folder / name).write_text(text)
    report = grade(grader, load_exercise(folder))
    assert report.status == "grader_fault"
    assert report.problem is not None
    assert "the judge ended unexpectedly: last words" in report.problem.message


def test_the_same_student_gets_the_same_secret_inputs() -> None:
    """Seeds depend on course key, student and exercise, and on nothing else."""
    outcomes, faults = load_exercise(TOYS / "outcomes"), load_exercise(TOYS / "faults")
    first, again, other = Grader(b"key"), Grader(b"key"), Grader(b"other key")
    seed = first.seed(outcomes, "ada")
    assert seed == again.seed(outcomes, "ada")
    assert len({seed, other.seed(outcomes, "ada"), first.seed(outcomes, "bob"),
                first.seed(faults, "ada")}) == 4  # fmt: skip
    assert Grader().seed(outcomes, "ada") != Grader().seed(outcomes, "ada")
