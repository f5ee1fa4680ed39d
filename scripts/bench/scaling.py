"""Twice the jobs, twice the Dask workers: how much faster a class is graded."""

import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.bench.classes import EXERCISE, grade_class
from scripts.bench.commands import environment
from scripts.bench.machine import cores
from scripts.bench.page import (
    VERDICT,
    Cells,
    Section,
    Table,
    Unmeasured,
    at_least,
    figure,
    unmeasured,
)
from scripts.bench.sizes import Sizes

_JOBS_RATIO = 1.85
_WORKERS_RATIO = 1.6
_OPTIONS = ("--exercise", EXERCISE)


def measure(sizes: Sizes) -> Section:
    """Grade the same class with one and two jobs, and with one and two workers."""
    with tempfile.TemporaryDirectory() as folder:
        cwd = Path(folder)
        jobs = [grade_class(cwd, sizes.scaling, *_OPTIONS, "--jobs", n).rate for n in "12"]
        rows = [*_rows("job", jobs, _JOBS_RATIO)]
        try:
            workers = [_cluster_rate(cwd, n, sizes.scaling) for n in (1, 2)]
            rows += _rows("Dask worker", workers, _WORKERS_RATIO)
        except Unmeasured as error:
            rows.append(("Dask workers", *unmeasured(str(error))))
    how = (
        f"{sizes.scaling} submissions of {EXERCISE} on {cores()} cores; submissions a second from"
        " the first result to the last, so that no start-up counts. A Dask worker has one thread."
    )
    return Section("Scaling", how, (Table(("", *VERDICT), tuple(rows)),))


def _rows(what: str, rates: list[float], target: float) -> list[Cells]:
    one, two = rates
    return [
        (f"1 {what}", *figure(one, "/s", 1)),
        (f"2 {what}s", *figure(two, "/s", 1)),
        ("ratio", *at_least(two / one, target, "×")),
    ]


def _cluster_rate(cwd: Path, workers: int, size: int) -> float:
    folder = cwd / f"workers-{workers}"
    folder.mkdir()
    with _cluster(folder, workers) as address:
        return grade_class(folder, size, *_OPTIONS, "--scheduler", address).rate


@contextlib.contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """Start a scheduler and workers on this machine; yield its address."""
    with contextlib.ExitStack() as stack:
        log = folder / "scheduler.log"
        own = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        stack.enter_context(_dask(log, "scheduler", *own))
        address = _logged(log, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")
        for number in range(workers):
            log = folder / f"worker-{number}.log"
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
            local = ("--local-directory", str(folder / str(number)))
            stack.enter_context(_dask(log, "worker", address, *options, *local))
            _logged(log, r"(Registered to):")
        yield address


@contextlib.contextmanager
def _dask(log: Path, *arguments: str) -> Iterator[None]:
    command = [sys.executable, "-m", "dask", *arguments]
    with log.open("wb") as file:
        process = subprocess.Popen(command, env=environment(), stdout=file, stderr=file)
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        process.kill()
        process.wait()


def _logged(log: Path, pattern: str, timeout_s: float = 60) -> str:
    """Return what a process has written to its log, once it is there."""
    end = time.monotonic() + timeout_s
    while not (found := re.search(pattern, log.read_text(errors="replace"))):
        if time.monotonic() > end:
            raise Unmeasured("Dask did not start")
        time.sleep(0.1)
    return found[1]
