"""How a child ended, in the words of a report."""

import signal
from types import SimpleNamespace
from typing import Any

import pytest

from grader.foundation.limits import Limits
from grader.workers.child import Child, Exit, Stream
from grader.workers.endings import Ending, collector_ending, executor_ending
from grader.workers.roles import READY

LIMITS = Limits(wall_s=32.0, cpu_s=30, memory_mb=2048, output_bytes=1 << 20, result_bytes=8 << 20)


def child(
    code: int = 0,
    number: int = 0,
    cpu_s: float = 1.0,
    breach: str = "",
    result: bytes = b"",
    finding: str = "",
    written_mb: int = 0,
    memory_mb: int = 700,
) -> Child:
    """Return a child that ended in this way."""
    server: Any = None
    one = Child(0, server, LIMITS)
    one.exit = Exit(code, number, cpu_s, memory_mb, written_mb)
    one.breach, one.finding = breach, finding
    one.streams = [
        Stream("result", -1, 100, 100, bytearray(result)),
        Stream("stderr", -1, 100, 100, bytearray(READY)),
    ]
    return one


# How a child ended, and the status, headline, message and hint that this has for the script.
ENDINGS = [
    pytest.param(
        child(breach="time", number=signal.SIGKILL), "timeout", "did not end in time",
        "longer than the 32 seconds that are allowed", "a loop that never ends", id="deadline",
    ),
    pytest.param(
        child(number=signal.SIGXCPU, cpu_s=30.0), "timeout", "did not end in time",
        "longer than the 30 seconds", "a loop that never ends", id="processor time",
    ),
    pytest.param(
        child(number=signal.SIGXCPU, cpu_s=14.0), "timeout", "did not end in time",
        "longer than the 30 seconds", "a loop that never ends", id="processor time, busy machine",
    ),
    pytest.param(
        child(number=signal.SIGXCPU, cpu_s=9.0), "killed", "was killed (SIGXCPU)",
        "was ended by SIGXCPU", "what it does last", id="a signal of its own",
    ),
    pytest.param(
        child(number=signal.SIGKILL, cpu_s=24.0), "timeout", "did not end in time",
        "longer than the 30 seconds", "a loop that never ends", id="processor time, ignored",
    ),
    pytest.param(
        child(breach="time", code=0, result=b"x"), "timeout", "did not end in time",
        "longer than the 32 seconds", "a loop that never ends", id="deadline, just ended",
    ),
    pytest.param(
        child(breach="output", number=signal.SIGKILL), "killed", "printed too much",
        "more than the 1,024 KiB that are allowed", "Print less", id="output",
    ),
    pytest.param(
        child(breach="result", number=signal.SIGKILL), "killed", "made too large a graph",
        "larger than 8 MiB", "Feed large data through placeholders", id="result",
    ),
    pytest.param(
        child(breach="disk", number=signal.SIGKILL, finding="made more than the 9 files"), "killed",
        "used too much of the disk", "made more than the 9 files", "Write small files", id="disk",
    ),
    pytest.param(
        child(breach="thread", number=signal.SIGKILL, finding="started 300 threads"), "killed",
        "started too many threads", "started 300 threads", "needs no threads", id="threads",
    ),
    pytest.param(
        child(breach="full", number=signal.SIGKILL, finding="the disk has 9 MiB left",
              written_mb=300), "killed", "filled the disk",
        "wrote 300 MiB, until the disk has 9 MiB left", "Write small files", id="filled the disk",
    ),
    pytest.param(
        child(number=signal.SIGSEGV), "killed", "was killed (SIGSEGV)",
        "ended by SIGSEGV.", "what it does last", id="signal",
    ),
    pytest.param(
        child(number=signal.SIGKILL, memory_mb=1961), "killed", "was killed (SIGKILL)",
        "ended by SIGKILL. It had about 2,000 MB in use; 2,048 MB are allowed",
        "Use smaller tensors", id="memory",
    ),
    pytest.param(
        child(number=40), "killed", "was killed (signal 40)", "ended by signal 40.",
        "what it does last", id="signal without a name",
    ),
]  # fmt: skip


def said(ending: Ending) -> str:
    """Return all that an ending says."""
    return " ".join((ending.headline, ending.problem.message, ending.problem.hint))


@pytest.mark.parametrize(("ended", "status", "headline", "message", "hint"), ENDINGS)
def test_a_script_that_was_stopped_says_why(
    ended: Child, status: str, headline: str, message: str, hint: str
) -> None:
    """Status, headline, the limit with its unit, and what to do next."""
    ending = collector_ending(ended)
    assert (ending.status, ending.headline) == (status, f"the script {headline}")
    assert message in ending.problem.message
    assert hint in ending.problem.hint


@pytest.mark.parametrize(("ended", "status", "headline", "message", "hint"), ENDINGS)
def test_a_graph_that_was_stopped_says_why(
    ended: Child, status: str, headline: str, message: str, hint: str
) -> None:
    """The executor's ending speaks of the graph instead."""
    ending = executor_ending(ended)
    assert (ending.status, ending.headline) == (status, f"your graph {headline}")
    assert message in ending.problem.message
    assert "script" not in said(ending)


def test_a_script_that_ended_well_has_nothing_to_say() -> None:
    """Exit 0 with a result is the only good end."""
    assert collector_ending(child(result=b"x")).status == "passed"


@pytest.mark.parametrize("code", [0, 1, 70])
def test_a_script_without_a_result_ended_its_own_process(code: int) -> None:
    """Even exit code 0 is an error when nothing was left behind."""
    ending = collector_ending(child(code=code))
    assert (ending.status, ending.headline) == ("error", "the script ended its own process")
    assert f"(code {code})" in ending.problem.message
    assert "os._exit" in ending.problem.hint


def test_a_graph_that_ended_its_process_was_killed() -> None:
    """An executor that is lost without a signal is the graph's doing."""
    ending = executor_ending(child(code=1))
    assert (ending.status, ending.headline) == ("killed", "your graph ended its process")


def test_a_child_that_was_never_shut_off_is_the_graders_fault() -> None:
    """Without the mark that set-up was complete, no student code has run."""
    one = child(code=1)
    one.streams[1].data[:] = b"Traceback: no Landlock"
    ending = collector_ending(one)
    assert ending.status == "grader_fault"
    assert "no Landlock" in ending.problem.message


def test_a_disk_that_others_filled_is_not_the_scripts_fault() -> None:
    """A child that wrote little while the disk filled up costs its student nothing."""
    ending = collector_ending(child(breach="full", written_mb=3, finding="the disk has 9 MiB left"))
    assert ending.status == "grader_fault"
    assert "not your fault" in ending.problem.hint


@pytest.mark.parametrize(
    ("wanted_s", "stopped_s", "cpu_s", "status"),
    [
        (60.0, 0.0, 3.0, "grader_fault"),
        (60.0, 0.0, 29.9, "grader_fault"),
        (60.0, 0.0, 30.5, "timeout"),
        (1.0, 0.0, 0.9, "timeout"),
        (2.0, 60.0, 0.9, "timeout"),
    ],
    ids=["no processor", "half of it", "all it may have", "it slept", "it was stopped"],
)
def test_who_got_no_processor_is_not_blamed(
    wanted_s: float, stopped_s: float, cpu_s: float, status: str
) -> None:
    """A script that wanted to compute and was not let is no fault of the student's."""
    one = child(breach="time", number=signal.SIGKILL, cpu_s=cpu_s)
    one.watch = SimpleNamespace(wanted_s=wanted_s, stopped_s=stopped_s)  # type: ignore[assignment]
    ending = collector_ending(one)
    assert ending.status == status
    assert one.starved == (status == "grader_fault" or stopped_s > 0)
    if status == "grader_fault":
        assert ending.problem.type == "the machine was too busy"
        assert f"{cpu_s:.1f} seconds of processor time" in ending.problem.message
