"""`grade batch --scheduler`: the same results from Dask workers, also when one is lost."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MISTAKES = sorted((ROOT / "exercises" / "relu" / "mistakes").glob("*.py"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strong confinement"),
]
ENVIRONMENT = {**os.environ, "GRADE_COURSE_KEY": "key", "PYTHONPATH": str(ROOT)}


def _dask(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            [Path(sys.executable).with_name("dask"), *arguments],
            env=ENVIRONMENT,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Return the address of a scheduler and its two worker processes."""
    log = tmp_path / "scheduler.log"
    host = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    processes = [_dask(log, "scheduler", *host)]
    deadline = time.monotonic() + 60
    while not (found := re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text())):
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    options = [
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(tmp_path),
    ]
    for number in range(2):
        processes.append(_dask(tmp_path / f"{number}.log", "worker", found[0], *options))
    yield found[0], processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def _batch(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(out), *options],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _tree(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(("gradebook.sqlite", "timing.html"))
    }


@pytest.mark.long
def test_a_lost_worker_costs_nothing(tmp_path, cluster):
    """One of two workers is killed with -9 mid-run; the output is that of a local run."""
    address, workers = cluster
    folder = tmp_path / "class"
    for number in range(24):
        student = folder / f"student{number:02}"
        student.mkdir(parents=True)
        shutil.copy(MISTAKES[number % len(MISTAKES)], student / "relu.py")
    local, remote = tmp_path / "local", tmp_path / "remote"
    done = _batch(folder, local)
    _, errors = done.communicate(timeout=300)
    assert done.returncode == 0, errors
    run = _batch(folder, remote, "--scheduler", address)
    results = remote / "results"
    deadline = time.monotonic() + 120
    while len(list(results.glob("*/*.json"))) < 4:
        assert time.monotonic() < deadline and run.poll() is None
        time.sleep(0.05)
    os.killpg(workers[0].pid, signal.SIGKILL)
    _, errors = run.communicate(timeout=300)
    assert run.returncode == 0, errors
    assert _tree(remote) == _tree(local)
    assert len(list(results.glob("*/*.json"))) == 24


@pytest.mark.long
def test_no_scheduler(tmp_path):
    """Where no scheduler answers, that is told with the command that starts one."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "anna.py").write_text("x = 1\n")
    options = ["--exercise", "relu", "--scheduler", "tcp://127.0.0.1:9"]
    run = _batch(tmp_path / "class", tmp_path / "out", *options)
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "dask scheduler" in errors
