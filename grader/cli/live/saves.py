"""Saves of one file, however the editor writes it: in place, or by a rename."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import watchfiles

from grader.cli.live.events import Events, Failed, Gone, Saved

_STEP_MS = 20  # quiet for so long, several writes are one save
_DEBOUNCE_MS = 200


@contextlib.contextmanager
def saves(file: Path, events: Events) -> Iterator[None]:
    """Put a Saved for every save of `file` while the block runs, a Gone when it is deleted."""
    stop = threading.Event()
    arguments = (file.absolute(), events, stop)
    thread = threading.Thread(target=_watch, args=arguments, name="saves", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _watch(file: Path, events: Events, stop: threading.Event) -> None:
    try:
        for _ in watchfiles.watch(
            file.parent,
            watch_filter=lambda _, path: Path(path).name == file.name,
            debounce=_DEBOUNCE_MS,
            step=_STEP_MS,
            stop_event=stop,
            rust_timeout=200,
            yield_on_timeout=False,
            recursive=False,
            raise_interrupt=False,
        ):
            events.put(Saved() if file.exists() else Gone())
    except (OSError, RuntimeError) as error:
        events.put(Failed(error))
