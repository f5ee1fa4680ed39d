"""Files that cost far more to read than they are large: each is refused within limits."""

import resource
import runpy
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.pipeline.reader import READING, Reader
from grader.submission import Submission, Ungradable

MADE = runpy.run_path(str(Path(__file__).parents[1] / "submissions" / "handed_in.py"))
FILES: dict[str, tuple[str, bytes]] = MADE["FILES"]
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("case", FILES)
def test_a_bomb_is_refused_and_the_parent_pays_nothing(
    case: str, reader: Reader, catalog: Catalog
) -> None:
    """A reason is given; child and parent stay within processor time and memory."""
    exercise = catalog.get("relu")
    name, raw = FILES[case]
    reader.file(exercise, name, b"x = 1\n")  # so that the processes are there
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = reader.file(exercise, name, raw)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert isinstance(found, Ungradable), found
    assert found.problem.message
    assert after.ru_utime - before.ru_utime < READING.cpu_s / 4
    assert (after.ru_maxrss - before.ru_maxrss) >> 10 < 4 * len(raw) / (1 << 20) + 64
    assert isinstance(reader.file(exercise, name, RIGHT[name]), Submission)


def test_outputs_of_a_notebook_cost_nothing(reader: Reader, catalog: Catalog) -> None:
    """A notebook with 40,000 outputs is read like any other."""
    assert isinstance(
        reader.file(catalog.get("relu"), "relu.ipynb", MADE["RIGHT_OUTPUTS"]), Submission
    )


RIGHT = {"relu.py": b"x = 1\n", "relu.ipynb": MADE["RIGHT_OUTPUTS"]}
