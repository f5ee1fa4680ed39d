"""One grader serves several threads, and outlives the death of a warm parent."""

import dataclasses
import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.catalog import Exercise, load_exercise
from grader.foundation.errors import GraderFault
from grader.pipeline import Grader
from grader.submission import Submission
from grader.workers.supervisor import Supervisor

HERE = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def _supervisor(grader: Grader) -> Supervisor:
    grader.ready()
    assert isinstance(grader.processes, Supervisor)
    return grader.processes


def test_threads_share_a_grader(double: Exercise, grader: Grader) -> None:
    """Gradings side by side do not mix: each has its own student's result."""
    right = double.folder / "mistakes" / "no_bias.py"
    files = [HERE / "toys" / "solutions" / "double.py", right] * 4
    assert all(file.exists() for file in files)
    with ThreadPoolExecutor(4) as threads:
        names = [f"student {number}" for number in range(len(files))]
        reports = list(threads.map(grader.grade_file, [double] * len(files), files, names))
    assert [report.student for report in reports] == names
    assert [report.status for report in reports] == ["passed", "failed"] * 4


@pytest.mark.parametrize("kind", ["tensorflow", "judge"])
def test_a_lost_parent_is_replaced(double: Exercise, kind: str) -> None:
    """When a warm parent is killed, the next submission is graded by a new one."""
    solution = HERE / "toys" / "solutions" / "double.py"
    with Grader() as grader:
        assert grader.grade_file(double, solution, "a").status == "passed"
        before = _supervisor(grader)
        os.kill(before._servers[kind].process.pid, signal.SIGKILL)
        before._servers[kind].process.wait()
        assert grader.grade_file(double, solution, "b").status == "passed"
        assert _supervisor(grader) is not before


def test_a_grading_can_be_given_up(double: Exercise) -> None:
    """Giving up ends a script that would go on for long, and leaves the grader usable."""
    with Grader() as grader, ThreadPoolExecutor(1) as threads:
        supervisor = _supervisor(grader)
        endless = HERE / "submissions" / "hostile" / "sleeps.py"
        future = threads.submit(grader.grade_file, double, endless, "a")
        while not any(child.pid for child in list(supervisor._children.values())):
            pass
        grader.give_up()
        assert isinstance(future.exception(timeout=20), GraderFault)
        solution = HERE / "toys" / "solutions" / "double.py"
        assert grader.grade_file(double, solution, "b").status == "passed"


def test_giving_up_before_the_parent_is_warm(double: Exercise) -> None:
    """What waits for the import of TensorFlow ends at once."""
    with Grader() as grader, ThreadPoolExecutor(1) as threads:
        solution = HERE / "toys" / "solutions" / "double.py"
        future = threads.submit(grader.grade_file, double, solution, "a")
        while not future.done():
            grader.give_up()
        assert isinstance(future.exception(), GraderFault | None)


def test_the_folder_that_it_was_started_in_may_go(
    double: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The processes live in a folder that stays, so nothing depends on where one began."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    with Grader() as grader:
        grader.ready()
        gone.rmdir()
        solution = HERE / "toys" / "solutions" / "double.py"
        assert grader.grade_file(double, solution, "a").status == "passed"
        monkeypatch.chdir(tmp_path)


def test_an_authors_change_counts_at_once(double: Exercise, grader: Grader, tmp_path: Path) -> None:
    """Whether the checks were kept for the next judge or not, those of the file are run."""
    folder = tmp_path / "exercises" / "double"
    shutil.copytree(double.folder, folder)
    exercise, solution = load_exercise(folder), HERE / "toys" / "solutions" / "double.py"
    statuses = [grader.grade_file(exercise, solution, "a").status for _ in range(3)]
    checks = exercise.test_file.read_text()
    exercise.test_file.write_text(checks.replace("[2.0]", "[3.0]"))
    statuses.append(grader.grade_file(exercise, solution, "a").status)
    exercise.test_file.write_text(checks)
    statuses.append(grader.grade_file(exercise, solution, "a").status)
    assert statuses == ["passed", "passed", "passed", "failed", "passed"]


@pytest.mark.parametrize("large", [False, True])
def test_matrix_products_are_compiled_where_an_exercise_has_large_ones(
    double: Exercise, grader: Grader, large: bool
) -> None:
    """TensorFlow asks for a variable of the environment when it first multiplies matrices."""
    chosen = dataclasses.replace(double, rules=replace(double.rules, large_products=large))
    script = b"import os\nprint(os.environ['TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL'])\n"
    report = grader.grade(chosen, Submission("double.py", script), "a")
    assert report.output == f"{large}\n".lower()


def test_a_right_answer_that_was_kept_from_the_processor_has_another_turn(
    double: Exercise, grader: Grader
) -> None:
    """It passes, though its first process was stopped until its time was over."""
    rules = replace(double.rules, limits=replace(double.rules.limits, time_s=1))
    quick = dataclasses.replace(double, rules=rules)
    supervisor = _supervisor(grader)
    with ThreadPoolExecutor(1) as threads:
        solution = HERE / "toys" / "solutions" / "double.py"
        future = threads.submit(grader.grade_file, quick, solution, "a")
        stopped: set[int] = set()
        while not stopped:
            children = list(supervisor._children.values())
            stopped = {one.pid for one in children if one.role == "collect" and one.pid}
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        assert future.result().status == "passed"
