"""How a child ended, in the words of a report."""

import math
import signal
from dataclasses import dataclass

from grader.foundation.limits import Limits
from grader.foundation.model import Problem, Status
from grader.foundation.text import clean
from grader.workers.child import Child, Exit

_MEMORY_HINT = "Use smaller tensors: an exercise needs far less."
# What Python, NumPy and TensorFlow raise when an allocation is refused.
OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError", "ResourceExhaustedError")


DISK_FULL = "the disk is full"
"""The kind of a problem that no submission has: it is graded again when there is room."""


@dataclass(frozen=True)
class Ending:
    """status is "passed" for a child that ended as it should."""

    status: Status
    headline: str
    problem: Problem


_WELL = Ending("passed", "", Problem("", ""))


def collector_ending(child: Child) -> Ending:
    """Return how the run of the student's module ended."""
    ending = _ending(child, "the script")
    if ending is not None:
        return ending
    if not child.output("result"):
        assert child.exit is not None
        problem = Problem(
            "no result",
            f"The script ended its own process (code {child.exit.code}) before it was finished.",
            "Do not call `os._exit`; let the script run to its end, and close only its own files.",
        )
        return Ending("error", "the script ended its own process", problem)
    return _WELL


def out_of_memory(limits: Limits, raised: Problem | None) -> Ending:
    """Return the ending of a script whose last allocation was refused."""
    allowed = f"{limits.memory_mb:,} MB on top of TensorFlow"
    message = f"The script asked for more memory than it may have ({allowed})."
    problem = Problem("MemoryError", message, _MEMORY_HINT, raised.lines if raised else ())
    return Ending("killed", "the script ran out of memory", problem)


def executor_ending(child: Child) -> Ending:
    """Return how the run of the student's graph ended, when it did not answer."""
    ending = _ending(child, "your graph")
    if ending is not None:
        return ending
    problem = Problem("killed", "Running your graph ended its process.", _MEMORY_HINT)
    return Ending("killed", "your graph ended its process", problem)


def _ending(child: Child, what: str) -> Ending | None:
    exit = child.exit
    assert exit is not None
    if not child.was_ready and not child.breach:
        last = clean(child.output("stderr").decode("utf-8", "replace")[-1500:])
        problem = Problem("grader fault", f"A process for {what} could not be set up: {last}")
        return Ending("grader_fault", "the grader failed", problem)
    if child.starved and not child.was_stopped:
        return _starved(child, what)
    if child.breach == "time":
        return _timeout(what, child.limits.wall_s)
    if child.breach == "cpu":
        return _timeout(what, child.limits.cpu_s)
    if child.breach == "full":
        return out_of_space(child, what)
    if child.breach:
        return _passed_limit(child, what)
    if not exit.signal:
        return None
    # The kernel sends SIGXCPU at the limit, and SIGKILL a second later to those that ignore it. It
    # counts ticks then, which on a busy machine are more than the time used: SIGXCPU has been seen
    # below 0.7 of the limit. Who has used far less than that sent the signal to itself.
    name, share = signal_name(exit.signal), exit.cpu_s / child.limits.cpu_s
    if share >= {"SIGXCPU": 0.4, "SIGKILL": 0.7}.get(name, math.inf):
        return _timeout(what, child.limits.cpu_s)
    return _killed(child, exit, what)


def _starved(child: Child, what: str) -> Ending:
    assert child.exit is not None
    problem = Problem(
        "the machine was too busy",
        f"Running {what} got {child.exit.cpu_s:.1f} seconds of processor time in"
        f" {child.seconds:.0f} seconds: the machine had too much else to do.",
        "This is not your fault: try again when the machine is less busy.",
    )
    return Ending("grader_fault", "the machine was too busy", problem)


def _timeout(what: str, allowed_s: float) -> Ending:
    problem = Problem(
        "timeout",
        f"Running {what} took longer than the {allowed_s:g} seconds that are allowed.",
        "Look for a loop that never ends, or for more training than the exercise asks for.",
    )
    return Ending("timeout", f"{what} did not end in time", problem)


def _passed_limit(child: Child, what: str) -> Ending:
    limits = child.limits
    headline, message, hint = {
        "output": (
            f"{what} printed too much",
            f"printed more than the {limits.printed_bytes >> 10:,} KiB that are allowed",
            "Print less: once per epoch, not in every step.",
        ),
        "result": (
            f"{what} made too large a graph",
            f"made a result larger than {limits.result_bytes >> 20} MiB, which is the limit",
            "Feed large data through placeholders; do not put it into the graph as constants.",
        ),
        "disk": (
            f"{what} used too much of the disk",
            child.finding,
            "Write small files, and few of them.",
        ),
        "thread": (
            f"{what} started too many threads",
            child.finding,
            "An exercise needs no threads of its own.",
        ),
    }[child.breach]
    problem = Problem(f"{child.breach} limit", f"Running {what} {message}.", hint)
    return Ending("killed", headline, problem)


def out_of_space(child: Child, what: str = "the script") -> Ending:
    """Return the ending of a child that ran while the disk filled up: who filled it decides."""
    exit, finding = child.exit, child.finding or child.ran_out
    assert exit is not None
    if exit.written_mb > child.limits.disk_mb:
        message = f"Running {what} wrote {exit.written_mb:,} MiB, until {finding}."
        problem = Problem("disk limit", message, "Write small files, and few of them.")
        return Ending("killed", f"{what} filled the disk", problem)
    problem = Problem(
        DISK_FULL,
        f"While {what} ran, the disk filled up: {finding}.",
        "This is not your fault: try again when there is room.",
    )
    return Ending("grader_fault", DISK_FULL, problem)


def _killed(child: Child, exit: Exit, what: str) -> Ending:
    name, allowed_mb = signal_name(exit.signal), child.limits.memory_mb
    message, hint = f"Running {what} was ended by {name}.", "Look at what it does last."
    if exit.memory_mb > allowed_mb // 2:  # else it was not for want of memory
        used = f"{round(exit.memory_mb, -2):,} MB"
        message += f" It had about {used} in use; {allowed_mb:,} MB are allowed beside TensorFlow."
        hint = _MEMORY_HINT
    return Ending("killed", f"{what} was killed ({name})", Problem("killed", message, hint))


def signal_name(number: int) -> str:
    """Return a signal's name; real-time signals have none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
