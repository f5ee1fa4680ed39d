"""Running a command to its end: its wall time, its processor time, and the memory of its tree."""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from scripts.bench.page import Unmeasured, first_line

ROOT = Path(__file__).resolve().parents[2]
GRADE = (sys.executable, "-m", "grader")
_SAMPLE_S = 1.0


@dataclass(frozen=True)
class Done:
    """A command that has ended. cpu_s counts it and all that it waited for.

    memory_mb is the largest proportional set size of its process tree, 0 if it was not watched.
    """

    code: int
    wall_s: float
    cpu_s: float
    output: str
    errors: str
    memory_mb: float = 0.0


def environment(**more: str) -> dict[str, str]:
    """Return the variables that measured commands see."""
    own = {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3", "GRADE_COURSE_KEY": "benchmark"}
    return {**os.environ, **own, **more}


def run(
    command: tuple[str, ...],
    cwd: Path,
    *,
    env: dict[str, str] | None = None,
    codes: tuple[int, ...] = (0,),
    timeout_s: float = 600,
    watched: bool = False,
) -> Done:
    """Run a command. Raises Unmeasured when it ends with another code than `codes`, or not."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=env or environment(), stdin=subprocess.DEVNULL,
            stdout=output, stderr=errors,
        )  # fmt: skip
        timer = threading.Timer(timeout_s, process.kill)
        timer.start()
        memory = Memory(process.pid) if watched else contextlib.nullcontext()
        with memory:
            # Its own time and that of its descendants, as getrusage(RUSAGE_CHILDREN) would add.
            _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        done = Done(
            process.returncode, wall_s, usage.ru_utime + usage.ru_stime,
            _read(output), _read(errors), memory.peak_mb if isinstance(memory, Memory) else 0.0,
        )  # fmt: skip
    if done.code not in codes:
        said = first_line(done.errors or done.output)
        raise Unmeasured(f"{Path(command[0]).name} ended with code {done.code}: {said}")
    return done


class Memory:
    """Watches the memory of a process and its descendants, about once a second."""

    def __init__(self, pid: int) -> None:
        self.peak_mb = 0.0
        self._process = psutil.Process(pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_SAMPLE_S):
            with contextlib.suppress(psutil.Error):
                tree = [self._process, *self._process.children(recursive=True)]
                self.peak_mb = max(self.peak_mb, sum(map(_pss_mb, tree)))


def _pss_mb(process: psutil.Process) -> float:
    try:
        return process.memory_full_info().pss / (1 << 20)
    except (psutil.Error, OSError):  # it has just ended
        return 0.0


def _read(file: object) -> str:
    file.seek(0)  # type: ignore[attr-defined]
    return file.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
