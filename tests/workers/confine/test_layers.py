"""Each layer of confinement, in a child that is isolated and then tries."""

import fcntl
import os
import platform
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader import data
from grader.foundation.limits import Limits
from grader.workers.confine import Confinement, landlock, mounts, seccomp
from grader.workers.confine.places import readable_places
from grader.workers.confine.selftest import best
from grader.workers.confine.tiers import ORDER, at_least
from grader.workers.scratch import scratch_folder


def found_tier() -> str:
    """Return the best tier of this machine."""
    confinement, _ = best()
    confinement.release()
    return confinement.tier


pytestmark = pytest.mark.skipif(
    found_tier() != "strong", reason="this machine cannot isolated wholly"
)
LIMITS = Limits(wall_s=20, cpu_s=20, memory_mb=256)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Return a folder that the user of the children may enter."""
    with scratch_folder() as folder:
        yield folder


def shut_off(act: Callable[[], object], scratch: Path) -> str:
    """Return the name of what `act` raised in a strongly confined child, "" for nothing."""
    confinement = Confinement.prepare("strong")
    read, write = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            confinement.enforce(LIMITS, scratch, parent)
            os.chdir(scratch)
        except BaseException as error:
            os.write(write, f"not isolated: {error!r}".encode())
            os._exit(1)
        try:
            act()
            outcome = ""
        except BaseException as error:
            outcome = type(error).__name__
        os.write(write, outcome.encode() + b".")
        os._exit(0)
    os.close(write)
    confinement.release()
    with os.fdopen(read) as pipe:
        outcome = pipe.read()
    status = os.waitpid(pid, 0)[1]
    assert outcome.endswith("."), f"the child was ended: {status} {outcome}"
    return outcome[:-1]


def _map_memory() -> None:
    bytearray(1 << 30)


def _raise_limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (10_000, 10_000))


def _control(*commands: int) -> None:
    Path("a").write_text("x")
    with open("a") as file:
        for command in commands:
            fcntl.fcntl(file, command)


def _import_lazily() -> None:
    import colorsys
    import wave

    assert colorsys.rgb_to_hsv(0, 0, 0) and wave.Error


APART = mounts.possible()
# Where a child has mounts of its own, what it may not reach is not there or cannot be written.
NOT_FOUND = "FileNotFoundError" if APART else "PermissionError"
READ_ONLY = "OSError" if APART else "PermissionError"
FORBIDDEN: dict[str, tuple[str, Callable[[], object]]] = {
    "read /etc/passwd": ("PermissionError", lambda: Path("/etc/passwd").read_text()),
    "read the engine": ("PermissionError", lambda: Path(landlock.__file__).read_text()),
    "read another process": (NOT_FOUND, lambda: Path("/proc/1/status").read_text()),
    "list the root": ("PermissionError", lambda: os.listdir("/")),
    "list /tmp": ("PermissionError", lambda: os.listdir("/tmp")),  # noqa: S108
    "write beside scratch": (READ_ONLY, lambda: Path("../x").write_text("x")),
    "symbolic link": ("PermissionError", lambda: os.symlink("/", "link")),
    "hard link": ("PermissionError", lambda: os.link("/etc/passwd", "link")),
    "named pipe": ("PermissionError", lambda: os.mkfifo("pipe")),
    "fork": ("PermissionError", os.fork),
    "exec": ("PermissionError", lambda: os.execv(sys.executable, ["python"])),  # noqa: S606
    "signal the parent": ("PermissionError", lambda: os.kill(os.getppid(), 0)),
    "signal everyone": ("PermissionError", lambda: os.kill(-1, 0)),
    "socket": ("PermissionError", lambda: __import__("socket").socket()),
    "socket pair": ("PermissionError", lambda: __import__("socket").socketpair()),
    "memory file": ("PermissionError", lambda: os.memfd_create("x")),
    "change user": ("PermissionError", lambda: os.setuid(12345)),
    "change root": ("PermissionError", lambda: os.chroot(".")),
    "nameless file": ("PermissionError", lambda: os.open(".", os.O_TMPFILE | os.O_RDWR)),
    "truncate by reading": ("PermissionError", lambda: os.open("new", os.O_CREAT | os.O_TRUNC)),
    "lease": ("PermissionError", lambda: _control(fcntl.F_SETLEASE)),
    "signal on input": ("PermissionError", lambda: _control(fcntl.F_SETOWN)),
    "raise a limit": ("ValueError", _raise_limit),
    "a gigabyte": ("MemoryError", _map_memory),
}
ALLOWED: dict[str, Callable[[], object]] = {
    "write and read scratch": lambda: (Path("a").write_text("x"), Path("a").read_text()),
    "folders in scratch": lambda: (os.makedirs("a/b"), os.rename("a/b", "c"), os.rmdir("c")),
    "chmod": lambda: (Path("a").write_text("x"), os.chmod("a", 0o600)),
    "random numbers": lambda: os.urandom(8),
    "the standard library": _import_lazily,
    "file control": lambda: _control(fcntl.F_GETFL, fcntl.F_GETFD),
    "null": lambda: Path(os.devnull).write_text("x"),
    "threads": lambda: __import__("threading").Thread(target=int).start(),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_confined_process_may_not(name: str, scratch: Path) -> None:
    """What could reach beyond the child fails with an error, not with the child's death."""
    error, act = FORBIDDEN[name]
    assert shut_off(act, scratch) == error


@pytest.mark.parametrize("name", ALLOWED)
def test_a_confined_process_may(name: str, scratch: Path) -> None:
    """What a script needs works as usual."""
    assert shut_off(ALLOWED[name], scratch) == ""


@pytest.mark.skipif(not APART, reason="this machine gives a child no mounts of its own")
def test_reading_leaves_no_trace(scratch: Path) -> None:
    """No access time changes, whether a file or a folder is read."""
    folder = Path(data.__file__).parent
    paths = (Path(data.__file__), folder)
    for path in paths:
        os.utime(path, ns=(0, path.stat().st_mtime_ns))  # the next reader would be noted
    assert shut_off(lambda: (paths[0].read_bytes(), os.listdir(folder)), scratch) == ""
    assert [path.stat().st_atime_ns for path in paths] == [0, 0]


def test_nothing_of_the_course_is_readable() -> None:
    """No readable place holds exercises, solutions, templates or the engine."""
    package = Path(landlock.__file__).resolve().parents[2]
    found = set()
    for place in readable_places():
        os.close(place.descriptor)
        path = place.path.resolve()
        found.add(path)
        assert path == package / "data" or not package.is_relative_to(path)
        assert not (package.parent / "exercises").is_relative_to(path)
    assert package.name == "grader"
    assert package / "data" in found


def test_of_a_data_folder_only_the_data_files_are_readable(tmp_path: Path) -> None:
    """A folder of MNIST files may hold other things, which are not a student's to read."""
    data = {"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz"}
    for name in data | {"answers.csv"}:
        (tmp_path / name).touch()
    found = set()
    for place in readable_places(str(tmp_path)):
        os.close(place.descriptor)
        if place.path.is_relative_to(tmp_path):
            found.add(place.path.name)
    assert found == data


def test_without_a_filter_for_this_machine_the_tier_is_weaker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A processor without a table of system calls is said to be the reason."""
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    confinement, reasons = best()
    confinement.release()
    assert confinement.tier == "basic"
    assert reasons == ["strong: no table of system calls for riscv64"]


def test_a_weaker_tier_is_found_when_landlock_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Landlock the best tier is basic, with the reason."""
    monkeypatch.setenv("GRADE_MASK", "landlock")
    confinement, reasons = best()
    confinement.release()
    assert confinement.tier == "basic"
    assert "no Landlock" in reasons[0]


def test_tiers_are_ordered() -> None:
    """Each tier is at least itself and every weaker one."""
    for position, tier in enumerate(ORDER):
        assert [at_least(tier, other) for other in ORDER] == [
            number <= position for number in range(len(ORDER))
        ]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_well_formed(machine: str) -> None:
    """Every jump of the BPF program lands inside it, and it ends by refusing."""
    code = seccomp.program(machine)
    instructions = [code[i : i + 8] for i in range(0, len(code), 8)]
    for position, instruction in enumerate(instructions):
        opcode = int.from_bytes(instruction[:2], "little")
        if opcode & 0x07 == 0x05:
            assert position + 1 + max(instruction[2], instruction[3]) < len(instructions)
    assert int.from_bytes(instructions[-1][4:], "little") == 0x00050001
    assert instructions.count(code_of_own_pid := seccomp._own_pid(seccomp._PID_TO_COME)) == 10
    assert code.count(code_of_own_pid) == 10
    assert len(instructions) < 4096
    assert platform.machine() in ("x86_64", "aarch64") or not seccomp.supported()
