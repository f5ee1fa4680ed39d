"""The pytest plugin: fixtures for checks, and results out of pytest's reports.

It is registered for every pytest run (`pytest exercises/relu --submission FILE` works for an
instructor) and does nothing until a submission is given.
"""

import math
import os
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from grader.model import Figure
from grader.text import clean_line

if TYPE_CHECKING:
    from grader.judge.recorder import Recorder
    from grader.judge.subject import Subject

SUBJECT: "pytest.StashKey[Subject]" = pytest.StashKey()
RECORDER: "pytest.StashKey[Recorder]" = pytest.StashKey()
CREDIT = pytest.StashKey[float]()
ATTACHED = pytest.StashKey[list[Any]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --submission, the file that an exercise's checks judge."""
    group = parser.getgroup("graphgrade")
    group.addoption(
        "--submission", metavar="FILE", help="judge FILE by the exercise checks that are collected"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker; judge the file given with --submission."""
    config.addinivalue_line(
        "markers", "check(points, hint, secret, claim, after): an exercise check"
    )
    if config.getoption("--submission", None):
        from grader.judge.standalone import prepare

        prepare(config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say that the submission raised an error: its checks are then judged on what it built."""
    subject = config.stash.get(SUBJECT, None)
    if subject is None or subject.claims.failure is None:
        return None
    failure = subject.claims.failure
    return clean_line(f"the submission raised {failure.type}: {failure.message}", 500)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the processes that --submission started."""
    if config.getoption("--submission", None):
        from grader.judge.standalone import release

        release(config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note each check's outcome."""
    report = yield
    recorder = item.config.stash.get(RECORDER, None)
    if recorder is not None and item.get_closest_marker("check"):
        recorder.note(item, call)
    return report


@pytest.fixture(autouse=True)
def _prerequisites(request: pytest.FixtureRequest) -> None:
    """Skip a check when one that it builds on has not passed; begin it with new sessions."""
    marker = request.node.get_closest_marker("check")
    recorder = request.config.stash.get(RECORDER, None)
    if marker is None or recorder is None:
        return
    for name in marker.kwargs.get("after", ()):
        if not recorder.passed(name):
            pytest.skip(f"not judged, because `{name}` did not pass")
    subject = request.config.stash.get(SUBJECT, None)
    if subject is not None:
        subject.begin_check()


@pytest.fixture
def subject(request: pytest.FixtureRequest) -> "Subject":
    """Everything that is known of the submission."""
    found = request.config.stash.get(SUBJECT, None)
    if found is None:
        pytest.skip("no submission: give one with --submission FILE")
    return found


@pytest.fixture
def graph(subject: "Subject") -> Any:
    """The student's graph: the one that shows most of the exercise's globals."""
    return subject.graph


@pytest.fixture
def graphs(subject: "Subject") -> Any:
    """All of the student's graphs that show the exercise's globals, in order."""
    return subject.graphs


@pytest.fixture
def trace(subject: "Subject") -> Any:
    """What the script asked TensorFlow to do (claims)."""
    return subject.trace


@pytest.fixture
def printed(subject: "Subject") -> Any:
    """What the script printed (a claim)."""
    return subject.printed


@pytest.fixture
def values(subject: "Subject") -> dict[str, Any]:
    """Plain numbers and strings among the script's globals (claims)."""
    return subject.values


@pytest.fixture
def exercise(subject: "Subject") -> Any:
    """The exercise that is judged."""
    return subject.exercise


@pytest.fixture
def rng(subject: "Subject", request: pytest.FixtureRequest) -> Any:
    """The student's own secret random stream for this check: a numpy Generator."""
    return subject.rng(request.node.name)


@pytest.fixture(scope="session")
def mnist() -> Any:
    """The shipped MNIST subset, one-hot, images float32 [n, 28, 28, 1]; shared, so read only."""
    from grader.data.mnist import EMBEDDED, read_data_sets

    return read_data_sets(EMBEDDED, one_hot=True, reshape=False)


@pytest.fixture(scope="session")
def mnist_choices(mnist: Any) -> list[Any]:
    """What the script may have read as MNIST: the shipped subset, and the full data if given."""
    from grader.data.mnist import EMBEDDED, find_files, read_data_sets

    folder = find_files(os.environ.get("MNIST_DIR"))
    if folder == EMBEDDED:
        return [mnist]
    return [mnist, read_data_sets(folder, one_hot=True, reshape=False)]


@pytest.fixture
def credit(request: pytest.FixtureRequest) -> Callable[[float], None]:
    """Give part of the points: `credit(0.5)` keeps half of them if the check fails later on."""

    def give(fraction: float) -> None:
        if not 0.0 <= fraction <= 1.0:
            raise ValueError(f"credit takes a fraction from 0 to 1, not {fraction}")
        request.node.stash[CREDIT] = fraction

    return give


def drawable(figure: Figure) -> Figure:
    """Return a figure whose lines have a gap where a value is infinite or not a number."""
    return msgspec.structs.replace(
        figure,
        series=tuple(
            msgspec.structs.replace(
                line, y=tuple(y if y is not None and math.isfinite(y) else None for y in line.y)
            )
            for line in figure.series
        ),
    )


@pytest.fixture
def attach(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """Put a `Figure` or `Table` into the report, beside this check."""

    def put(item: Any) -> None:
        kept = drawable(item) if isinstance(item, Figure) else item
        request.node.stash.setdefault(ATTACHED, []).append(kept)

    return put
