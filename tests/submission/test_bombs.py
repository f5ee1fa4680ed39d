"""Files that cost far more to read than they are large: each is refused within limits."""

import resource
import runpy
from pathlib import Path

import pytest

from grader.catalog import Catalog, Exercise
from grader.pipeline.reader import READING, Reader
from grader.submission import Submission, Ungradable

MADE = runpy.run_path(str(Path(__file__).parents[1] / "submissions" / "handed_in.py"))
FILES: dict[str, tuple[str, bytes]] = MADE["FILES"]
# One in so many is read at once, the others by `make test-long`.
SAMPLE = 3


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.long if number % SAMPLE else pytest.mark.slow)
        for number, case in enumerate(FILES)
    ],
)
def test_a_bomb_is_refused_and_the_parent_pays_nothing(
    case: str, reader: Reader, catalog: Catalog
) -> None:
    """A reason is given; child and parent stay within processor time and memory."""
    exercise = catalog.get("relu")
    name, raw = FILES[case]
    found = read(reader, exercise, name, raw)
    assert isinstance(found, Ungradable), found
    assert found.problem.message
    assert isinstance(reader.file(exercise, name, RIGHT[name]), Submission)


@pytest.mark.slow
@pytest.mark.parametrize("case", MADE["HEAVY"])
def test_what_is_large_and_can_be_read_is_read(case: str, reader: Reader, catalog: Catalog) -> None:
    """It costs the parent no more than a bomb, and is a submission like any other."""
    name, raw = MADE["HEAVY"][case]
    found = read(reader, catalog.get("relu"), name, raw)
    assert isinstance(found, Submission), found


def read(reader: Reader, exercise: Exercise, name: str, raw: bytes) -> Submission | Ungradable:
    """Return what a file is read as; the parent stays within processor time and memory."""
    reader.file(exercise, name, b"x = 1\n")  # so that the processes are there
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = reader.file(exercise, name, raw)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < READING.cpu_s / 4
    assert (after.ru_maxrss - before.ru_maxrss) >> 10 < 4 * len(raw) / (1 << 20) + 64
    return found


@pytest.mark.slow
def test_outputs_of_a_notebook_cost_nothing(reader: Reader, catalog: Catalog) -> None:
    """A notebook with 40,000 outputs is read like any other."""
    assert isinstance(
        reader.file(catalog.get("relu"), "relu.ipynb", MADE["RIGHT_OUTPUTS"]), Submission
    )


RIGHT = {"relu.py": b"x = 1\n", "relu.ipynb": MADE["RIGHT_OUTPUTS"]}
