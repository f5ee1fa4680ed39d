"""What a warm parent has done before it is forked, and what it has not."""

import subprocess
import sys

import psutil
import pytest

from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.submission import Submission
from grader.workers.environment import child_environment

ASKED = """
from grader.workers.preload import preload
preload("tensorflow")
from tensorflow.python.framework import kernels
found = kernels.get_registered_kernels_for_op("MatMul").kernel
print(sorted({one.device_type for one in found}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="TensorFlow's library has another name")
def test_kernels_are_registered_before_the_first_session() -> None:
    """XLA's are among them, which a first session would otherwise register in each child."""
    done = subprocess.run(
        (sys.executable, "-c", ASKED),
        env=child_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "XLA_CPU_JIT" in done.stdout
    assert "'CPU'" in done.stdout


@pytest.mark.slow
def test_a_warm_parent_has_one_thread(grader: Grader) -> None:
    """A process with threads cannot be forked, before or after it has children."""
    exercise = Catalog().get("relu")
    solution = Submission(exercise.solution.name, exercise.solution.read_bytes())
    assert grader.grade(exercise, solution, "nobody").status == "passed"
    parents = [
        one for one in psutil.Process().children() if "grader.workers.forkserver" in one.cmdline()
    ]
    assert {one.num_threads() for one in parents} == {1}
