"""`grade watch` in a terminal: from a save to the verdict on the screen."""

import contextlib
import os
import pty
import select
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grader.catalog import Catalog
from scripts.bench.classes import EXERCISE
from scripts.bench.commands import GRADE, environment
from scripts.bench.page import VERDICT, Section, Table, Unmeasured, at_most, figure
from scripts.bench.sizes import Sizes

_MEDIAN_S = 0.3
_PAUSE_S = 0.3
_FOOTER = b"q quit"


def measure(sizes: Sizes) -> Section:
    """Save right and wrong answers in turn and wait for each verdict."""
    exercise = Catalog().get(EXERCISE)
    wrong = sorted((exercise.folder / "mistakes").glob("*.py"))[0]
    texts = [path.read_bytes() for path in (exercise.solution, wrong)]
    with tempfile.TemporaryDirectory() as folder, _watching(Path(folder)) as screen:
        file = Path(folder) / exercise.stub.name
        _until_footer(screen)
        took = [
            _save(screen, file, texts[number % 2], passes=number % 2 == 0)
            for number in range(sizes.saves + 2)
        ][2:]  # the first two wait for TensorFlow
    rows = (
        ("median", *at_most(statistics.median(took), _MEDIAN_S, " s")),
        ("fastest", *figure(min(took), " s")),
        ("slowest", *figure(max(took), " s")),
    )
    how = (
        f"`grade watch {EXERCISE}` in a terminal, {sizes.saves} saves, a right and a wrong answer"
        " in turn: from the moment the file is there to the last line of the report."
    )
    return Section("From save to verdict", how, (Table(("", *VERDICT), rows),))


@contextlib.contextmanager
def _watching(folder: Path) -> Iterator[int]:
    here, there = pty.openpty()
    process = subprocess.Popen(
        [*GRADE, "watch", EXERCISE], cwd=folder, stdin=there, stdout=there, stderr=there,
        env=environment(TERM="xterm", COLUMNS="100"), start_new_session=True,
    )  # fmt: skip
    os.close(there)
    try:
        yield here
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()
        process.wait()
        os.close(here)


def _save(screen: int, file: Path, text: bytes, *, passes: bool) -> float:
    """Save as most editors do; return the seconds until the report is on the screen."""
    time.sleep(_PAUSE_S)
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(text)
    start = time.perf_counter()
    os.replace(new, file)
    shown = _until_footer(screen)
    took = time.perf_counter() - start
    if passes != (b"checks passed." in shown):
        raise Unmeasured("`grade watch` showed another verdict than was expected")
    return took


def _until_footer(screen: int, timeout_s: float = 120) -> bytes:
    shown, end = b"", time.monotonic() + timeout_s
    while _FOOTER not in shown:
        if not select.select([screen], [], [], max(0.0, end - time.monotonic()))[0]:
            raise Unmeasured("`grade watch` showed no verdict in time")
        shown += os.read(screen, 1 << 16)
    return shown
