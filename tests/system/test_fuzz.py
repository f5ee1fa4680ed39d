"""Thousands of damaged graphs and sources: always an answer, never a crash of ours."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Catalog
from grader.execute import protocol as p
from grader.foundation.limits import Limits
from grader.judge.connection import ExecutorLost, PipeTransport
from grader.pipeline import Grader
from grader.submission import Submission, Ungradable, parse_submission, start_of
from grader.workers.confine import OWN_WORK
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor

pytestmark = [pytest.mark.long, pytest.mark.timeout(7200)]

HERE = Path(__file__).parents[1]
CATALOG = Catalog()
GRAPHS, SOURCES, RUN_SOURCES = 2000, 2000, 60
STATUSES = {"passed", "failed", "error", "timeout", "killed", "rejected"}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with a few bytes flipped, cut, doubled or put elsewhere."""
    raw = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not raw:
            break
        at = chance.randrange(len(raw))
        match chance.randrange(5):
            case 0:
                raw[at] = chance.randrange(256)
            case 1:
                del raw[at : at + chance.randint(1, 8)]
            case 2:
                raw[at:at] = raw[at : at + chance.randint(1, 32)]
            case 3:
                raw[at] ^= 1 << chance.randrange(8)
            case _:
                raw[at:at] = chance.randbytes(chance.randint(1, 8))
    return bytes(raw)


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    """Return warm parents of this module's own."""
    with Supervisor(OWN_WORK) as one:
        yield one


def executor(supervisor: Supervisor, scratch: Path) -> tuple[Any, PipeTransport]:
    """Start an executor child and return it with the judge's end of it."""
    request_r, request_w = os.pipe()
    answer_r, answer_w = os.pipe()
    child = supervisor.spawn(
        "execute", Limits(wall_s=60, cpu_s=30), scratch=scratch, channels=(request_r, answer_w)
    )
    return child, PipeTransport(request_w, answer_r)


def test_damaged_graphs_are_refused_or_run(supervisor: Supervisor, grader: Grader) -> None:
    """2,000 damaged definitions: imported, rejected, or the end of one executor child."""
    chance = random.Random(1)
    definitions = []
    for slug in ("relu", "dropout", "save_load"):
        exercise = CATALOG.get(slug)
        claims, _ = grader.claims(exercise, Submission("x.py", exercise.solution.read_bytes()))
        definitions += [graph.definition for graph in claims.graphs]  # type: ignore[union-attr]
    answered = lost = 0
    with scratch_folder() as scratch:
        child, transport = executor(supervisor, scratch)
        for _ in range(GRAPHS):
            source = p.GraphSource(damaged(chance.choice(definitions), chance))
            try:
                answer = transport.ask(p.Load((source,)))
                assert isinstance(answer, p.Loaded | p.GraphFault)
                answered += 1
            except ExecutorLost:
                lost += 1
                transport.close()
                supervisor.finish(child)
                child, transport = executor(supervisor, scratch)
        transport.close()
        supervisor.finish(child)
    assert answered + lost == GRAPHS
    assert lost < GRAPHS // 20


def test_damaged_sources_get_a_verdict(grader: Grader) -> None:
    """2,000 damaged files are read or named ungradable; what can be run gets a status."""
    chance = random.Random(2)
    exercise = Catalog(HERE / "toys" / "exercises").get("double")
    source = exercise.solution.read_bytes()
    runnable = []
    for _ in range(SOURCES):
        found = parse_submission("double.py", damaged(source, chance), start_of(exercise))
        assert isinstance(found, Submission | Ungradable)
        if isinstance(found, Submission):
            runnable.append(found)
    assert len(runnable) >= RUN_SOURCES
    for submission in chance.sample(runnable, RUN_SOURCES):
        report = grader.grade(exercise, submission, "student")
        assert report.status in STATUSES, report
