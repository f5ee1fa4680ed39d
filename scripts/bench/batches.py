"""`grade batch`: rate, processor time and memory over classes of growing size."""

import tempfile
from pathlib import Path

from scripts.bench.classes import EXERCISE, Batch, grade_class
from scripts.bench.page import VERDICT, Section, Table, at_least, at_most, figure
from scripts.bench.sizes import Sizes

_JOBS = 2
_CPU_S = 0.13
_RATE = 12.0
_GROWTH = 1.1
_MEMORY_MB = 2048.0


def measure(sizes: Sizes) -> Section:
    """Grade classes of the sizes asked for, each in a new process."""
    options = ("--exercise", EXERCISE, "--jobs", str(_JOBS))
    with tempfile.TemporaryDirectory() as folder:
        one = grade_class(Path(folder), 1, *options)
        found = [grade_class(Path(folder), n, *options, watched=True) for n in sizes.batches]
    how = (
        f"`grade batch` of {EXERCISE} at {_JOBS} jobs, a new process each: solution, alternatives"
        " and known mistakes mixed, every file unlike the others. The rate is that of the whole"
        " command, start-up and all pages included. Memory is the largest sum of proportional set"
        " sizes of the process tree, looked at once a second."
    )
    header = ("submissions", "wall", "rate", "CPU", "CPU a submission", "peak memory")
    note = (
        f"A batch of one submission takes {one.done.wall_s:.1f} s and {one.done.cpu_s:.1f} CPU"
        " seconds: the start-up, which the CPU seconds a submission leave out."
    )
    tables = (Table(header, tuple(_row(batch, one) for batch in found)), _targets(found, one))
    return Section("Batches", how, tables, (note,))


def _per_submission(batch: Batch, one: Batch) -> float:
    """Return the processor time of one more submission."""
    return (batch.done.cpu_s - one.done.cpu_s) / (batch.size - 1)


def _row(batch: Batch, one: Batch) -> tuple[str, ...]:
    done = batch.done
    return (
        f"{batch.size:,}",
        f"{done.wall_s:,.1f} s",
        f"{batch.size / done.wall_s:.1f}/s",
        f"{done.cpu_s:,.1f} s",
        f"{_per_submission(batch, one):.3f} s",
        f"{done.memory_mb:,.0f} MiB",
    )


def _targets(found: list[Batch], one: Batch) -> Table:
    largest, before = found[-1], found[-2]
    growth = largest.done.memory_mb / before.done.memory_mb if before.done.memory_mb else 0.0
    name = f"{largest.size:,} submissions"
    rows = (
        (f"CPU a submission, {name}", *at_most(_per_submission(largest, one), _CPU_S, " s", 3)),
        (f"rate, {name}", *at_least(largest.size / largest.done.wall_s, _RATE, "/s", 1)),
        (
            "CPU a submission, start-up included",
            *figure(largest.done.cpu_s / largest.size, " s", 3),
        ),
        (f"peak memory, {largest.size:,} to {before.size:,}", *at_most(growth, _GROWTH, "×")),
        (f"peak memory, {name}", *at_most(largest.done.memory_mb, _MEMORY_MB, " MiB", 0)),
    )
    return Table(("", *VERDICT), rows)
