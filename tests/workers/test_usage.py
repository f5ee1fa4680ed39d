"""What is looked at from outside a running child: its folder, the disk below it, its threads."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from grader.foundation.limits import Limits
from grader.workers import usage as watch
from grader.workers.usage import Watch, shortage, states, threads, waited_s

LIMITS = Limits(disk_mb=1, files=5, threads=256)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return an empty folder in a folder."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def fill(path: Path, size: int) -> None:
    """Write `size` bytes that take their place on the disk."""
    path.write_bytes(os.urandom(size))


def test_an_orderly_folder_is_within_its_limits(scratch: Path) -> None:
    """As many files as allowed, of less than the size that is allowed, are no breach."""
    for name in "abcde":
        fill(scratch / name, 100_000)
    assert Watch(scratch, LIMITS).look(os.getpid()) is None


def test_too_many_files_are_found(scratch: Path) -> None:
    """Files are counted in all folders, and folders as well."""
    (scratch / "folder").mkdir()
    for name in "abcde":
        (scratch / "folder" / name).touch()
    assert Watch(scratch, LIMITS).look(0) == ("disk", "made more than the 5 files that are allowed")


def test_too_many_bytes_are_found(scratch: Path) -> None:
    """What counts is the place on the disk, so that a file with a hole is small."""
    with open(scratch / "hole", "wb") as file:
        file.truncate(1 << 30)
    assert Watch(scratch, LIMITS).look(0) is None
    fill(scratch / "large", 2 << 20)
    assert Watch(scratch, LIMITS).look(0) == ("disk", "wrote 2 MiB of files; 1 MiB are allowed")


def test_folders_in_folders_are_found(scratch: Path) -> None:
    """No path may grow longer than the kernel takes."""
    deep = scratch
    for _ in range(13):
        deep = deep / "d"
        deep.mkdir()
    found = Watch(scratch, Limits()).look(0)
    assert found == ("disk", "made folders in folders, more than 12 deep")


def test_a_closed_folder_is_opened_and_counted(scratch: Path) -> None:
    """What is in a folder that no one may enter counts like everything else."""
    (scratch / "closed").mkdir()
    for number in range(LIMITS.files + 1):
        (scratch / "closed" / str(number)).touch()
    (scratch / "closed").chmod(0)
    found = Watch(scratch, LIMITS).look(0)
    assert found is not None
    assert found[0] == "disk"


def test_what_is_left_counts_too(scratch: Path) -> None:
    """A child that ended between two looks is judged by what it left."""
    one = Watch(scratch, LIMITS)
    assert one.left() == ""
    for number in range(LIMITS.files + 1):
        (scratch / str(number)).touch()
    assert "files that are allowed" in one.left()


@pytest.mark.parametrize(("size", "breach"), [(1 << 19, "disk"), (0, "full")])
def test_who_fills_the_disk_is_told_by_what_is_missing(
    size: int, breach: str, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the floor, a child whose files are most of what is missing did it; others did not."""
    free = iter([100 << 20, (100 << 20) - (1 << 19)])
    monkeypatch.setattr(watch, "free_bytes", lambda folder: next(free))
    monkeypatch.setattr(watch, "FLOOR_BYTES", 200 << 20)
    one = Watch(scratch, LIMITS)
    fill(scratch / "file", size)
    monkeypatch.setattr(one, "_floor", 100 << 20)
    found = one.look(0)
    assert found is not None
    assert found[0] == breach
    assert "the disk has 99 MiB left" in found[1]


@pytest.mark.parametrize(("left", "says"), [(99, "the disk has 99 MiB left"), (300, "")])
def test_a_full_disk_is_noted_at_the_end(
    left: int, says: str, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that ended between two looks may have failed for want of space."""
    monkeypatch.setattr(watch, "free_bytes", lambda folder: 1 << 30)
    one = Watch(scratch, LIMITS)
    monkeypatch.setattr(watch, "free_bytes", lambda folder: left << 20)
    monkeypatch.setattr(one, "_floor", 200 << 20)
    assert (one.left(), one.ran_out) == ("", says)


@pytest.mark.parametrize(
    ("size", "free", "says"),
    [
        pytest.param(100 << 30, 511 << 20, "has 511 MiB left, and 512 MiB are needed", id="large"),
        pytest.param(100 << 30, 512 << 20, "", id="enough"),
        pytest.param(256 << 20, 40 << 20, "", id="small"),
        pytest.param(
            256 << 20, 20 << 20, "has 20 MiB left, and 32 MiB are needed", id="small, full"
        ),
    ],
)
def test_a_shortage_is_told_with_what_is_needed(
    size: int, free: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a gigabyte must be free, or an eighth of a disk that is small."""
    monkeypatch.setattr(watch, "free_bytes", lambda folder: free)
    monkeypatch.setattr(watch, "size_bytes", lambda folder: size)
    assert says in shortage()
    assert bool(says) == bool(shortage())


def test_threads_are_counted() -> None:
    """The number is the kernel's, and a process that has ended has none."""
    before, stop = threads(os.getpid()), threading.Event()
    waiting = [threading.Thread(target=stop.wait) for _ in range(3)]
    for thread in waiting:
        thread.start()
    assert threads(os.getpid()) == before + 3
    found = Watch(Path("/"), Limits(threads=2)).look(os.getpid())
    stop.set()
    for thread in waiting:
        thread.join()
    assert found is not None
    assert found[0] == "thread"
    assert threads(0) == 0


def test_a_folder_that_is_gone_is_no_trouble(scratch: Path) -> None:
    """A script that is not confined may remove the folder in which it runs."""
    one = Watch(scratch, LIMITS)
    scratch.rmdir()
    assert one.look(0) is None


def test_the_states_of_threads_are_told() -> None:
    """This one runs; a process that waits for its input sleeps until it is stopped."""
    assert b"R" in states(os.getpid())
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as waiting:
        while states(waiting.pid) != {b"S"}:
            pass
        waiting.send_signal(signal.SIGSTOP)
        while states(waiting.pid) != {b"T"}:
            pass
        waiting.kill()
    assert states(waiting.pid) == set()


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this system does not tell")
def test_who_waits_for_a_processor_is_seen_to() -> None:
    """Of three processes that compute on one core, each waits longer than one that sleeps."""
    core = min(os.sched_getaffinity(0))
    compute = f"import os; os.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    busy = [subprocess.Popen([sys.executable, "-c", compute]) for _ in range(3)]
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and min(waited_s(one.pid) for one in busy) < 0.3:
            time.sleep(0.05)
        assert min(waited_s(one.pid) for one in busy) > max(0.3, waited_s(sleeper.pid))
    finally:
        for one in (sleeper, *busy):
            one.kill()
            one.wait()


def test_a_process_that_is_gone_waits_for_nothing() -> None:
    """Where the system tells nothing, nothing is added to anybody's time."""
    assert waited_s(2**22 + 1) == 0.0


def test_threads_that_wait_for_each_other_add_up_to_no_more_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a hundred threads that waited for a second each, one second is left out."""
    monkeypatch.setattr(watch.os, "listdir", lambda _: [str(one) for one in range(100)])
    monkeypatch.setattr(watch, "_waited_ns", lambda pid, task: 1_000_000_000)
    assert waited_s(1) == 1.0
