"""Where the processor time of one submission goes: script, graph, checks, forks, the rest."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.submission import Submission
from scripts.bench.classes import EXERCISE
from scripts.bench.page import Section, Table, Unmeasured
from scripts.bench.sizes import Sizes

_HEADER = ("where", "CPU", "of it in the kernel", "page faults")
_WARM = 20  # so many gradings first: after these, the warm parents' memory is in huge pages
_TICKS = 100.0  # a second, in /proc


@dataclass(frozen=True)
class Spent:
    """Processor seconds in user mode and in the kernel, and minor page faults."""

    user_s: float = 0.0
    kernel_s: float = 0.0
    faults: float = 0.0

    def __sub__(self, other: "Spent") -> "Spent":
        return self.plus(other, -1.0)

    def plus(self, other: "Spent", times: float = 1.0) -> "Spent":
        """Return the sum with `times` the other."""
        return Spent(
            self.user_s + times * other.user_s,
            self.kernel_s + times * other.kernel_s,
            self.faults + times * other.faults,
        )

    def shared(self, number: int) -> "Spent":
        """Return the part of one in `number`."""
        return Spent(self.user_s / number, self.kernel_s / number, self.faults / number)


def measure(sizes: Sizes) -> Section:
    """Grade the reference solution many times, and as often run its script alone."""
    if sys.platform != "linux":
        raise Unmeasured("page faults are read from /proc")
    exercise = Catalog().get(EXERCISE)
    solution = Submission(exercise.solution.name, exercise.solution.read_bytes())
    number = sizes.profiled
    with Grader(b"benchmark") as grader:
        for _ in range(_WARM):
            grader.grade(exercise, solution, "nobody")
        whole = _spent(lambda: grader.grade(exercise, solution, "nobody"), number)
        script = _spent(lambda: grader.claims(exercise, solution), number)
    forks = whole["tensorflow"].plus(whole["judge"])
    parts = {
        "the script, in the collector": script["tensorflow's children"],
        "its graph, in the executor": whole["tensorflow's children"]
        - script["tensorflow's children"],
        "the checks, in the judge": whole["judge's children"],
        "the warm parents: forks": forks,
        "the supervisor": whole["main"],
    }
    total = Spent()
    for one in parts.values():
        total = total.plus(one)
    rows = tuple(_row(name, one) for name, one in (*parts.items(), ("all", total)))
    how = (
        f"The reference solution of {EXERCISE}, {number} times in turn with one warm grader, then"
        " its script alone as often: means of one submission. A page fault is the first touch of a"
        " page that a child shares with its warm parent, or of a new one."
    )
    seconds = total.user_s + total.kernel_s
    note = (
        f"The kernel's share, {100 * total.kernel_s / seconds:.0f} %, is the price of three"
        " processes for each submission: copied page tables, page faults, their ends. In the"
        " scripts and executors the largest other part is TensorFlow's first session in a process,"
        " which no warm parent may have had: it starts threads, and a process with threads cannot"
        " be forked. A batch adds the writing of results; and where two processors are threads of"
        " one core, a second of either does less while both are busy."
    )
    return Section("Where the time goes", how, (Table(_HEADER, rows),), (note,))


def _row(name: str, one: Spent) -> tuple[str, ...]:
    return (
        name,
        f"{1000 * (one.user_s + one.kernel_s):.0f} ms",
        f"{1000 * one.kernel_s:.0f} ms",
        f"{one.faults:,.0f}",
    )


def _spent(run: Callable[[], object], number: int) -> dict[str, Spent]:
    before = _all()
    for _ in range(number):
        run()
    after = _all()
    return {name: (after[name] - before[name]).shared(number) for name in after}


def _all() -> dict[str, Spent]:
    """Return what this process, the warm parents and their ended children have used so far."""
    found = {"main": _read(psutil.Process().pid)[0]}
    for child in psutil.Process().children():
        words = child.cmdline()
        kind = next((one for one in ("tensorflow", "judge") if one in words), "")
        if kind:
            found[kind], found[f"{kind}'s children"] = _read(child.pid)
    return found


def _read(pid: int) -> tuple[Spent, Spent]:
    """Return what a process used itself, and its ended children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    faults, child_faults = float(fields[7]), float(fields[8])
    user, kernel, child_user, child_kernel = (float(one) / _TICKS for one in fields[11:15])
    return Spent(user, kernel, faults), Spent(child_user, child_kernel, child_faults)
