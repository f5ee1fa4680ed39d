"""The numbers in docs/security.md are those of the code."""

import re
from pathlib import Path

import pytest

from grader.catalog.rules import LimitRules
from grader.foundation.limits import Limits
from grader.pictures.boxes import MOST_BOXES, MOST_OPERATIONS
from grader.pipeline import parties
from grader.workers.confine import calls
from grader.workers.scratch import MAX_DEPTH
from grader.workers.usage import FLOOR_BYTES, INTERVAL_S

PAGE = (Path(__file__).parent.parent.parent / "docs" / "security.md").read_text()
LIMITS, RULES = Limits(), LimitRules()
TREE = f"{LIMITS.disk_mb:,} MiB, {LIMITS.files:,} files and folders, {MAX_DEPTH} folders deep"
ONE_CALL = (
    calls.FUTEX, calls.FCNTL, calls.FALLOCATE, calls.CLONE, calls.CLONE3, calls.GETPRIORITY,
)  # fmt: skip
TABLES = (
    calls.CALLS, calls.IGNORED, calls.OWN_PROCESS, calls.ABOUT_THREADS, calls.CLOCKS, calls.OPEN,
    calls.CHOICES,
)  # fmt: skip
BOUNDS = {
    "wall time": f"{2 * RULES.time_s + 5} s: twice the processor time and 5 s",
    "processor time": f"{RULES.time_s} s",
    "memory": f"{RULES.memory_mb:,} MB on top of TensorFlow",
    "one file": f"{LIMITS.file_mb} MiB",
    "open files": str(LIMITS.open_files),
    "scratch folder": TREE,
    "free disk space": f"{FLOOR_BYTES >> 20} MiB, or half of what was free",
    "threads": f"{LIMITS.threads}, all on one core",
    "output": f"{LIMITS.output_bytes >> 20} MiB on each stream; of a script's,"
    f" {parties._DRAINED >> 20} MiB, of which the ends are kept",
    "result": f"{LIMITS.result_bytes >> 20} MiB",
}


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_bound_is_what_the_page_says(bound: str) -> None:
    """Each row of the table of bounds says what the code keeps."""
    found = re.search(rf"^\| {bound} \| ([^|]*) \|", PAGE, re.MULTILINE)
    assert found is not None
    assert found[1].split(", 48 MiB unpacked")[0] == BOUNDS[bound]


@pytest.mark.parametrize(
    "sentence",
    [
        f"about {round(sum(map(len, TABLES)) + len(ONE_CALL), -1)} system calls",
        f"a look every {INTERVAL_S} s",
        f"at most {MOST_OPERATIONS:,} nodes as at most {MOST_BOXES} boxes",
    ],
)
def test_a_number_in_a_sentence_is_what_the_code_has(sentence: str) -> None:
    """Numbers that stand in the text are those of the code."""
    assert sentence in PAGE.replace("\n", " ")
