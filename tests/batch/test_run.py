"""A batch while the disk is full: it waits, says so, and costs no one a point."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

import msgspec
import pytest

from grader.batch import run as module
from grader.batch.executors import Slot
from grader.batch.run import Graded, Plan, plan, run
from grader.batch.submissions import HandedIn
from grader.batch.tasks import Task
from grader.catalog import Catalog
from grader.foundation.model import Problem, Report, encode_report
from grader.workers.confine.tiers import OTHERS_WORK
from grader.workers.endings import DISK_FULL

SHORT = "the disk of /tmp has 3 MiB left, and 512 MiB are needed"


class Fake(Executor):
    """Answers each task with the next of `reports` at once."""

    def __init__(self, reports: list[Report]) -> None:
        self._reports = iter(reports)

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":  # type: ignore[override]
        """Return a future that is done."""
        future: Future[bytes] = Future()
        future.set_result(encode_report(next(self._reports)))
        return future


class Kept:
    """A journal in a list."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def add(self, found: HandedIn, fingerprint: str, report: Report, *, accepted: bool) -> None:
        """Keep a report."""
        self.reports.append(report)


@pytest.fixture
def full(report_of: Callable[..., Report]) -> Report:
    """Return the report of a script that ran while the disk was full."""
    problem = Problem(DISK_FULL, "While the script ran, the disk filled up.")
    return msgspec.structs.replace(report_of("ada", 0, "grader_fault"), problem=problem)


def graded(
    students: int, reports: list[Report], short: Iterator[str], kept: Kept
) -> tuple[list[Graded], list[str]]:
    """Run a batch of so many students; return what it yields and what it tells."""
    task = Task("ada", "relu", "", "relu.py", b"", "", b"key", OTHERS_WORK)
    plan = Plan(
        tuple((HandedIn(f"s{n}", "relu", "relu.py", b""), task) for n in range(students)), 0
    )
    slot, told = Slot(Fake(reports), 2, lambda: next(short, "")), list[str]()
    return list(run(plan, slot, kept, told.append)), told  # type: ignore[arg-type]


def test_a_batch_waits_for_space_and_says_so(
    report_of: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is begun on a full disk, which is told once each time; then all is graded."""
    waits: list[float] = []
    monkeypatch.setattr(module.time, "sleep", waits.append)
    kept, right = Kept(), report_of("ada", 10)
    found, told = graded(3, [right] * 3, iter([SHORT, SHORT, "", "", SHORT, ""]), kept)
    assert told == [f"waiting for space: {SHORT}"] * 2
    assert len(waits) == 3
    assert [one.report for one in found] == kept.reports == [right] * 3


def test_what_ran_on_a_full_disk_is_graded_again(
    full: Report, report_of: Callable[..., Report]
) -> None:
    """The journal and the gradebook see the second grading only."""
    kept, right = Kept(), report_of("ada", 10)
    found, _ = graded(1, [full, full, right], iter(()), kept)
    assert [one.report for one in found] == kept.reports == [right]


def test_a_fault_that_stays_is_told_in_the_end(full: Report) -> None:
    """A disk that fills up every time is the grader's fault, a row and no points lost."""
    kept = Kept()
    found, _ = graded(1, [full] * 3, iter(()), kept)
    assert [(one.report, one.fault) for one in found] == [
        (full, full.problem and full.problem.message)
    ]


def test_a_script_cannot_pretend_to_have_run_on_a_full_disk(full: Report) -> None:
    """The name of an exception is the student's; the status is not."""
    forged = msgspec.structs.replace(full, status="error")
    kept = Kept()
    graded(1, [forged], iter(()), kept)
    assert kept.reports == [forged]


def test_the_longest_exercises_are_begun_first() -> None:
    """What may take long comes first, and all else in the order of the class."""
    slugs = ("relu", "l2", "dropout", "mnist_mlp", "relu", "l2")
    found = [HandedIn(f"s{n}", slug, f"{slug}.py", b"") for n, slug in enumerate(slugs)]
    todo = plan(found, (), Catalog(), b"key", OTHERS_WORK).todo
    assert [one.student for one, _ in todo] == ["s3", "s1", "s5", "s0", "s2", "s4"]
