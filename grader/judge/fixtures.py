"""The fixtures of checks, and the hooks that note how each check ended.

Registered where checks are judged: by the judge, and by `--submission` in an instructor's pytest.
"""

import os
from collections.abc import Callable, Generator, Sequence
from functools import cache
from typing import Any

import pytest

from grader.foundation.errors import ExerciseFault
from grader.foundation.model import Figure
from grader.judge import renaming
from grader.judge.attachments import drawable
from grader.judge.digests import image_digests
from grader.judge.recorder import Recorder
from grader.judge.sealed import Sealed
from grader.judge.stash import ATTACHED, CREDIT
from grader.judge.subject import Subject

# What these give is the same for every submission.
_WITH_DATA = ("mnist", "mnist_choices")

SUBJECT = pytest.StashKey[Subject]()
RECORDER = pytest.StashKey[Recorder]()


@cache
def _shipped() -> Any:
    from grader.data.mnist import EMBEDDED, read_data_sets

    return read_data_sets(EMBEDDED, one_hot=True, reshape=False)


def prepare(items: Sequence[pytest.Item]) -> None:
    """Read the data that checks ask for, ahead of the judges that will run them."""
    wanted = {name for item in items for name in getattr(item, "fixturenames", ())}
    if wanted.intersection(_WITH_DATA):
        data = _shipped()
        for part in (data.train, data.validation, data.test):
            image_digests(part)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run secret checks, and what builds on them, last: no run that is shown follows them.

    So no graph can show, in a public check, what a hidden input left in the executor's memory.
    """
    late: set[str] = set()
    for item in items:
        marker = item.get_closest_marker("check")
        options = marker.kwargs if marker else {}
        if options.get("secret") or late.intersection(options.get("after", ())):
            late.add(item.name.removeprefix("test_"))
    items.sort(key=lambda item: item.name.removeprefix("test_") in late)


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


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a check, with a tensor of another name where exactly one computes a missing one."""
    subject = pyfuncitem.config.stash.get(SUBJECT, None)
    recorder = pyfuncitem.config.stash.get(RECORDER, None)
    if subject is None or recorder is None or not pyfuncitem.get_closest_marker("check"):
        return None
    renaming.call(pyfuncitem, subject, recorder)
    return True


@pytest.fixture(autouse=True)
def _prerequisites(request: pytest.FixtureRequest) -> None:
    """Skip a check when one that it builds on has not passed; begin it with new sessions."""
    marker = request.node.get_closest_marker("check")
    recorder = request.config.stash.get(RECORDER, None)
    if marker is None or recorder is None:
        return
    for name in marker.kwargs.get("after", ()):
        if reason := recorder.why_not(name):
            pytest.skip(reason)
    subject = request.config.stash.get(SUBJECT, None)
    if subject is not None:
        subject.begin_check()


@pytest.fixture
def subject(request: pytest.FixtureRequest) -> Subject:
    """Everything that is known of the submission."""
    found = request.config.stash.get(SUBJECT, None)
    if found is None:
        pytest.skip("no submission: give one with --submission FILE")
    return found


@pytest.fixture
def graph(subject: Subject) -> Any:
    """The student's graph: the one that shows most of the exercise's globals."""
    return subject.graph


@pytest.fixture
def graphs(subject: Subject) -> Any:
    """All of the student's graphs that show the exercise's globals, in order."""
    return subject.graphs


@pytest.fixture
def trace(subject: Subject) -> Any:
    """What the script asked TensorFlow to do (claims)."""
    return subject.trace


@pytest.fixture
def sealed(subject: Subject) -> Any:
    """A second run of the script, in which the files that it wrote held drawn numbers."""
    rules = subject.exercise.rules
    if subject.again is None:
        raise ExerciseFault(
            subject.exercise.folder / "exercise.toml", "[model] has no sealed = true"
        )
    return Sealed(subject.again, rules.handles, subject.seed)


@pytest.fixture
def printed(subject: Subject) -> Any:
    """What the script printed (a claim)."""
    return subject.printed


@pytest.fixture
def values(subject: Subject) -> dict[str, Any]:
    """Plain numbers and strings among the script's globals (claims)."""
    return subject.values


@pytest.fixture
def arguments(subject: Subject) -> Any:
    """The arguments that the driver was given, a dictionary for each of its runs."""
    return subject.arguments


@pytest.fixture
def style(subject: Subject) -> Any:
    """Where the file is not in the style that exercise.toml asks for: line, code, message."""
    return subject.style


@pytest.fixture
def exercise(subject: Subject) -> Any:
    """The exercise that is judged."""
    return subject.exercise


@pytest.fixture
def rng(subject: Subject, request: pytest.FixtureRequest) -> Any:
    """The student's own secret random stream for this check: a numpy Generator."""
    return subject.rng(request.node.name)


@pytest.fixture(scope="session")
def mnist() -> Any:
    """The shipped MNIST subset, one-hot, images float32 [n, 28, 28, 1]; shared, so read only."""
    return _shipped()


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


@pytest.fixture
def attach(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """Put a `Figure` or `Table` into the report, beside this check."""

    def put(item: Any) -> None:
        kept = drawable(item) if isinstance(item, Figure) else item
        request.node.stash.setdefault(ATTACHED, []).append(kept)

    return put
