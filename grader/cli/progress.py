"""How a long run shows where it is: a bar on a terminal, now and then a line elsewhere."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from grader.cli.speech import say

_EVERY_S = 10.0

Advance = Callable[[], None]


@contextlib.contextmanager
def progress(total: int) -> Iterator[Advance]:
    """Yield a function to call after each of `total` submissions; shows on standard error."""
    show = _bar if sys.stderr.isatty() else _lines
    with show(total) as advance:
        yield advance


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    start = time.monotonic()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, rate="")

        def advance() -> None:
            done = bar.tasks[0].completed + 1
            bar.update(task, advance=1, rate=f"{done / (time.monotonic() - start):.1f}/s")

        yield advance


@contextlib.contextmanager
def _lines(total: int) -> Iterator[Advance]:
    start = last = time.monotonic()
    done = 0

    def advance() -> None:
        nonlocal done, last
        done += 1
        now = time.monotonic()
        if now - last >= _EVERY_S or done == total:
            last = now
            rate = done / (now - start)
            left = round((total - done) / rate)
            say(f"graded {done:,} of {total:,} ({rate:.1f}/s, {left} s left)", err=True)

    yield advance
