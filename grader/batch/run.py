"""A batch: which submissions need grading, grading them side by side, writing each down."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

import msgspec

from grader.batch import tasks
from grader.batch.executors import Slot, why
from grader.batch.journal import Entry, Journal
from grader.batch.submissions import HandedIn
from grader.batch.tasks import Task
from grader.catalog import Catalog
from grader.foundation.model import Report
from grader.workers.confine.tiers import Policy
from grader.workers.endings import DISK_FULL

_TRIES = 3
_LOOK_S = 1.0


@dataclass(frozen=True)
class Plan:
    """What is to be graded, and how many are as they were when last graded."""

    todo: tuple[tuple[HandedIn, Task], ...]
    unchanged: int


@dataclass(frozen=True)
class Graded:
    """A submission and its report, or the fault because of which there is none."""

    found: HandedIn
    report: Report | None
    fault: str = ""


def plan(
    handed_in: Iterable[HandedIn],
    done: Iterable[Entry],
    catalog: Catalog,
    course_key: bytes,
    policy: Policy,
    *,
    again: bool = False,
) -> Plan:
    """Return what needs grading: all that is new or changed since `done`, or, `again`, all.

    The exercises that may take longest come first: begun last, one of them would keep a single
    processor busy while the others had nothing left to do.
    """
    before = {}
    for entry in done:  # of several attempts the last one stays, and every one by its number
        if entry.status != "grader_fault":
            for attempt in (0, entry.attempt):
                before[entry.student, entry.exercise, attempt] = entry.fingerprint
    digests: dict[str, str] = {}
    todo, unchanged = [], 0
    for found in handed_in:
        slug = found.exercise
        if slug not in digests:
            digests[slug] = tasks.digest_of(catalog.get(slug))
        task = tasks.task_of(found, digests[slug], course_key, policy)
        if not again and before.get((found.student, slug, found.attempt)) == task.fingerprint:
            unchanged += 1
        else:
            todo.append((found, task))
    longest = {slug: catalog.get(slug).limits.cpu_s for slug in digests}
    todo.sort(key=lambda one: -longest[one[0].exercise])
    return Plan(tuple(todo), unchanged)


def run(
    plan: Plan,
    place: Slot,
    journal: Journal,
    tell: Callable[[str], None],
    *,
    accepted: bool = True,
) -> Iterator[Graded]:
    """Grade what is planned; yield each once it is in the journal.

    Never more than `place.width` are under way, so that memory does not grow with the class. While
    the disk is full none is begun, and `tell` is told so; what was graded then is graded again.
    """
    left = deque((found, task, 1) for found, task in plan.todo)
    running: dict[Future[bytes], tuple[HandedIn, Task, int]] = {}
    while left or running:
        while left and len(running) < place.width and _has_room(place, bool(running), tell):
            begun = left.popleft()
            running[place.executor.submit(tasks.grade, tasks.encode(begun[1]))] = begun
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            found, task, tries = running.pop(future)
            graded = _outcome(found, future)
            if _wanted_space(graded) and tries < _TRIES:
                left.append((found, task, tries + 1))
                continue
            if graded.report is not None:
                journal.add(found, task.fingerprint, graded.report, accepted=accepted)
            yield graded


def _has_room(place: Slot, busy: bool, tell: Callable[[str], None]) -> bool:
    """Say whether the next may begin; wait until it may unless there is something under way."""
    told = False
    while short := place.shortage():
        if busy:
            return False
        if not told:
            tell(f"waiting for space: {short}")
            told = True
        time.sleep(_LOOK_S)
    return True


def _wanted_space(graded: Graded) -> bool:
    report = graded.report
    if report is None or report.status != "grader_fault" or report.problem is None:
        return False
    return report.problem.type == DISK_FULL


def _outcome(found: HandedIn, future: Future[bytes]) -> Graded:
    error = future.exception()
    if error is not None:
        fault = why(error)
        return Graded(found, None, f"{fault.message} {fault.hint}".strip())
    report = tasks.decode(future.result())
    report = msgspec.structs.replace(report, notes=(*found.notes, *report.notes))
    if report.status == "grader_fault":
        return Graded(found, report, report.problem.message if report.problem else report.message)
    return Graded(found, report)
