"""How a child ended, in the words of a report."""

import signal
from dataclasses import dataclass

from grader.confine import Limits
from grader.model import Problem, Status
from grader.text import clean
from grader.workers.child import Child

_MEMORY_HINT = "Use smaller tensors: an exercise needs far less."


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
            "Do not call `os._exit`; let the script run to its end.",
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
    limits = child.limits
    out_of_cpu = exit.signal == signal.SIGXCPU or (
        exit.signal == signal.SIGKILL and exit.cpu_s >= limits.cpu_s  # it ignored SIGXCPU
    )
    if child.breach == "time" or out_of_cpu:
        allowed = limits.cpu_s if out_of_cpu else limits.wall_s
        problem = Problem(
            "timeout",
            f"Running {what} took longer than the {allowed:g} seconds that are allowed.",
            "Look for a loop that never ends, or for more training than the exercise asks for.",
        )
        return Ending("timeout", f"{what} did not end in time", problem)
    if child.breach == "disk":
        problem = Problem(
            "disk limit",
            f"Running {what} wrote more than {limits.disk_mb} MiB, or more than {limits.files:,}"
            " files, which is the limit.",
            "Save only what the exercise asks for.",
        )
        return Ending("killed", f"{what} filled its folder", problem)
    if child.breach == "output":
        allowed_kib = limits.output_bytes >> 10
        problem = Problem(
            "output limit",
            f"Running {what} printed more than the {allowed_kib:,} KiB that are allowed.",
            "Print less: once per epoch, not in every step.",
        )
        return Ending("killed", f"{what} printed too much", problem)
    if child.breach == "result":
        problem = Problem(
            "result limit",
            f"What {what} made is larger than {limits.result_bytes >> 20} MiB, which is the limit.",
            "Feed large data through placeholders; do not put it into the graph as constants.",
        )
        return Ending("killed", f"{what} made too large a graph", problem)
    if exit.signal:
        name = _name(exit.signal)
        problem = Problem(
            "killed",
            f"Running {what} was ended by {name} (memory in use: {exit.memory_mb} MB;"
            f" allowed on top of TensorFlow: {limits.memory_mb} MB).",
            _MEMORY_HINT,
        )
        return Ending("killed", f"{what} was killed ({name})", problem)
    return None


def _name(number: int) -> str:
    """Return a signal's name; real-time signals have none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
