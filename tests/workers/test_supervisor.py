"""The supervisor: children are fed, bounded and ended, whatever they do."""

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.collect.claims import Claims
from grader.collect.request import CollectRequest
from grader.foundation import wire
from grader.foundation.errors import GraderFault
from grader.foundation.limits import Limits
from grader.workers.child import Child
from grader.workers.confine import Policy
from grader.workers.scratch import scratch_folder
from grader.workers.supervisor import Supervisor

pytestmark = pytest.mark.slow

Run = Callable[..., Child]


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    """Return a supervisor with its own warm parents."""
    with Supervisor() as one:
        yield one


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Return a folder that the user of the children may enter."""
    with scratch_folder() as folder:
        yield folder


@pytest.fixture
def start(supervisor: Supervisor, scratch: Path) -> Run:
    """Return a function that starts a script in a collector."""

    def begin(script: str, **limits: float) -> Child:
        request = CollectRequest("script.py", script.encode(), str(scratch))
        return supervisor.spawn(
            "collect", Limits(**limits), request=wire.encode(request), scratch=scratch
        )

    return begin


@pytest.fixture
def run(supervisor: Supervisor, start: Run) -> Run:
    """Return a function that runs a script to its end."""

    def to_its_end(script: str, **limits: float) -> Child:
        child = start(script, **limits)
        supervisor.wait(child)
        return child

    return to_its_end


def claims(child: Child) -> Claims:
    """Return what a collector sent."""
    return wire.decode(wire.decompress(wire.unframe(child.output("result")), 1 << 20), Claims)


def descriptors() -> set[str]:
    """Return the descriptors that this process has open."""
    return set(os.listdir("/proc/self/fd"))


def test_a_child_that_ends_well_has_a_result(run: Run) -> None:
    """Output, result, exit code, time and memory are known afterwards."""
    child = run("import sys\nprint('out')\nprint('err', file=sys.stderr)\nx = 1\n")
    assert child.output("stdout") == b"out\n"
    assert child.output("stderr") == b"err\n"
    assert "x" in claims(child).globals_at_end
    assert child.exit is not None
    assert (child.exit.code, child.exit.signal, child.breach) == (0, 0, "")
    assert 0 <= child.exit.cpu_s < 60
    assert child.exit.memory_mb > 50


@pytest.mark.parametrize("code", [0, 1, 7, 255])
def test_the_exit_code_is_told(code: int, run: Run) -> None:
    """A child that ends its own process leaves its code, and no result."""
    child = run(f"import os\nos._exit({code})\n")
    assert child.exit is not None
    assert (child.exit.code, child.exit.signal) == (code, 0)
    assert child.output("result") == b""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, 40])
def test_the_signal_is_told(number: int, run: Run) -> None:
    """A child that a signal ended leaves the signal's number."""
    child = run(f"import os\nos.kill(os.getpid(), {int(number)})\n")
    assert child.exit is not None
    assert (child.exit.code, child.exit.signal) == (0, number)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("while True:\n    pass\n", id="busy"),
        pytest.param("import threading\nthreading.Event().wait()\n", id="asleep"),
        pytest.param(
            "import signal\nfor n in range(1, 32):\n    try:\n        signal.signal(n, "
            "signal.SIG_IGN)\n    except OSError:\n        pass\nwhile True:\n    pass\n",
            id="deaf",
        ),
        pytest.param("while True:\n    try:\n        while True:\n            pass\n"
                     "    except BaseException:\n        pass\n", id="stubborn"),
    ],
)  # fmt: skip
def test_a_deadline_is_kept(script: str, run: Run) -> None:
    """A child that does not end is killed when its time is up."""
    before = time.monotonic()
    child = run(script, wall_s=0.5)
    assert time.monotonic() - before < 10
    assert child.breach == "time"
    assert child.exit is not None
    assert child.exit.signal == signal.SIGKILL


def test_processor_time_is_bounded(run: Run) -> None:
    """A busy child is ended by its own limit before the deadline."""
    child = run("while True:\n    pass\n", cpu_s=1, wall_s=60)
    assert child.exit is not None
    assert (child.exit.signal, child.breach) == (signal.SIGXCPU, "")
    assert 0.5 < child.exit.cpu_s < 3


@pytest.mark.parametrize(("stream", "number"), [("stdout", 1), ("stderr", 2)])
def test_output_is_capped(stream: str, number: int, run: Run) -> None:
    """A child that prints without end is killed; what fits is kept."""
    child = run(f"import os\nwhile True:\n    os.write({number}, b'x' * 4096)\n",
                output_bytes=100_000, drained_bytes=300_000)  # fmt: skip
    assert child.breach == "output"
    assert len(child.output(stream)) in (99_999, 100_000, 100_001)
    assert set(child.output(stream)) == set(b"x")


def test_of_much_output_both_ends_are_kept(run: Run) -> None:
    """A child that prints more than is kept goes on; the middle is left out, and counted."""
    script = "import os\nos.write(1, b'a' * 60)\nos.write(1, b'b' * 100)\nos.write(1, b'c' * 60)\n"
    child = run(script, output_bytes=100, drained_bytes=1000)
    assert child.breach == ""
    assert child.ends("stdout") == (b"a" * 50, b"c" * 50, 120)
    assert claims(child).failure is None


def test_output_of_exactly_the_limit_is_kept(run: Run) -> None:
    """The last byte that is allowed is no breach."""
    child = run("import os\nos.write(1, b'x' * 5000)\n", output_bytes=5000)
    assert (child.breach, len(child.output("stdout"))) == ("", 5000)
    assert claims(child).failure is None


def test_the_result_is_capped(run: Run) -> None:
    """A result beyond its limit kills the child."""
    child = run("import random\nx = [str(random.random()) for _ in range(64)]\n", result_bytes=500)
    assert child.breach == "result"
    assert child.exit is not None
    assert len(child.output("result")) <= 508


def test_a_request_larger_than_a_pipe_arrives(run: Run) -> None:
    """A megabyte of source is written as the child reads it."""
    child = run("# " + "x" * (1 << 20) + "\ny = 1\n")
    assert "y" in claims(child).globals_at_end


def test_a_child_that_does_not_read_its_request_is_no_trouble(supervisor: Supervisor) -> None:
    """An executor that is given nonsense ends; the rest of the request is dropped."""
    child = supervisor.spawn("execute", Limits(), request=b"\xff" * (1 << 20))
    supervisor.wait(child)
    assert child.exit is not None
    assert child.exit.code == 1
    assert b"WireError" in child.output("stderr")


def test_children_run_at_the_same_time(supervisor: Supervisor, start: Run, run: Run) -> None:
    """Waiting for one child serves the others; `finish` ends what is not needed."""
    endless = start("print('here', flush=True)\nwhile True:\n    pass\n")
    supervisor.wait(endless, until=lambda: bool(endless.output("stdout")))
    assert endless.exit is None
    assert run("x = 1\n").exit is not None
    assert endless.exit is None
    supervisor.finish(endless)
    assert endless.exit is not None
    assert (endless.exit.signal, endless.breach) == (signal.SIGKILL, "")
    supervisor.finish(endless)


def test_the_deadline_of_another_child_is_kept_while_waiting(
    supervisor: Supervisor, start: Run
) -> None:
    """A child that nobody waits for is killed in time, too."""
    first = start("while True:\n    pass\n", wall_s=0.3)
    second = start("while True:\n    pass\n", wall_s=1.5)
    supervisor.wait(second)
    assert [(one.breach, one.exit is not None) for one in (first, second)] == [("time", True)] * 2


def test_a_child_cannot_leave_a_grandchild(run: Run) -> None:
    """A fork is refused with an error that the script sees; nothing stays behind."""
    child = run("import os\npid = os.fork()\n")
    assert child.exit is not None
    assert (child.exit.code, child.breach) == (0, "")
    failure = claims(child).failure
    assert failure is not None
    assert failure.type == "PermissionError"


def test_a_child_that_leaves_a_grandchild_ends_all_the_same(scratch: Path) -> None:
    """What an unconfined child leaves behind in a session of its own is killed, pipes and all."""
    script = b"""
import os
if os.fork() == 0:
    os.setsid()
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        os._exit(0)
    while True:
        pass
os.wait()
"""
    with Supervisor(Policy("none", "none")) as free:
        request = wire.encode(CollectRequest("script.py", script, str(scratch)))
        child = free.spawn("collect", Limits(), request=request, scratch=scratch)
        free.wait(child)
        assert child.exit is not None
        assert (child.exit.code, child.breach) == (0, "")
        assert claims(child).failure is None
        with pytest.raises(ProcessLookupError):
            os.kill(int(child.output("stdout")), 0)


def test_descriptors_are_all_closed_afterwards(run: Run) -> None:
    """A child leaves no descriptor open here, however it ended."""
    run("x = 1\n")
    before = descriptors()
    run("x = 1\n")
    run("import os\nos._exit(3)\n")
    run("while True:\n    print('x' * 1000)\n", output_bytes=1000)
    assert descriptors() == before


def test_a_child_has_no_descriptor_of_the_supervisors(run: Run) -> None:
    """Standard streams and the result are all that a script may write to."""
    child = run(
        """
import os
import stat
for number in range(256):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        continue
    print("pipe" if stat.S_ISFIFO(mode) else "socket" if stat.S_ISSOCK(mode) else "other")
"""
    )
    kinds = child.output("stdout").decode().splitlines()
    assert kinds.count("pipe") == 3
    assert "socket" not in kinds


def test_news_and_output_that_arrive_together_are_both_taken(supervisor: Supervisor) -> None:
    """The end of a child and its last words may be read in one turn, in any order."""
    request_r, request_w = os.pipe()
    os.close(request_w)
    others = [os.pipe() for _ in range(3)]
    with supervisor._changed:  # its thread takes nothing in until all is there
        child = supervisor.spawn(
            "judge", Limits(), channels=(request_r, *(write for _, write in others))
        )
        news = b""
        while b'"exited": %d' % child.identity not in news:
            news = supervisor._server(child).socket.recv(1 << 16, socket.MSG_PEEK)
    supervisor.wait(child)
    for read, _ in others:
        os.close(read)
    assert child.exit is not None
    assert child.exit.code == 1
    assert b"WireError: not a JudgeRequest" in child.output("stderr")


@pytest.mark.parametrize("kind", ["judge", "tensorflow"])
def test_a_lost_parent_is_the_graders_fault(kind: str) -> None:
    """When a warm parent dies, spawning or waiting raises, and closing still works."""
    role = {"judge": "judge", "tensorflow": "execute"}[kind]
    with Supervisor() as supervisor:
        (server,) = [one for one in supervisor._servers.values() if one.kind == kind]
        server.process.kill()
        server.process.wait()
        with pytest.raises(GraderFault, match=f"the {kind} process ended") as caught:
            supervisor.wait(supervisor.spawn(role, Limits(), request=b""))
    assert "its last words:" in caught.value.hint


def test_a_cold_start_costs_no_time_and_closing_ends_every_child() -> None:
    """A child's time begins with its own process, and it does not outlive the supervisor."""
    with Supervisor() as supervisor, scratch_folder() as scratch:
        script = b"import os\nprint(os.getpid(), flush=True)\nwhile True:\n    pass\n"
        request = wire.encode(CollectRequest("script.py", script, str(scratch)))
        child = supervisor.spawn("collect", Limits(wall_s=2), request=request, scratch=scratch)
        supervisor.wait(child, until=lambda: child.output("stdout").endswith(b"\n"))
        assert (child.breach, child.exit) == ("", None)
        pidfd = os.pidfd_open(int(child.output("stdout")))
    ended, _, _ = select.select([pidfd], [], [], 10)
    os.close(pidfd)
    assert ended == [pidfd]


def test_a_scratch_folder_is_removed_with_all_that_is_in_it() -> None:
    """Folders without permissions and links that lead nowhere do not stay."""
    with scratch_folder() as folder:
        (folder / "locked").mkdir()
        (folder / "locked" / "file").write_text("x")
        (folder / "link").symlink_to("/nowhere")
        (folder / "locked").chmod(0)
    assert not folder.exists()
