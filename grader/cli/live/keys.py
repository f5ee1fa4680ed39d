"""Single keys from the terminal, without echo and without Enter."""

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator

from grader.cli.live.events import Events, Pressed

_LOOK_S = 0.1


def keys(events: Events) -> contextlib.AbstractContextManager[None]:
    """Put a Pressed for every key while the block runs; nothing if input is no terminal.

    The terminal is left as it was found, also when the block raises.
    """
    if not sys.stdin.isatty():
        return contextlib.nullcontext()
    return _console(events) if sys.platform == "win32" else _terminal(events)


@contextlib.contextmanager
def _terminal(events: Events) -> Iterator[None]:
    if sys.platform == "win32":
        raise NotImplementedError
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    resumed = signal.signal(signal.SIGCONT, lambda *_: tty.setcbreak(descriptor))
    wake_r, wake_w = os.pipe()
    thread = threading.Thread(
        target=_read, args=(descriptor, wake_r, events), name="keys", daemon=True
    )
    try:
        tty.setcbreak(descriptor)
        thread.start()
        yield
    finally:
        os.write(wake_w, b"x")
        thread.join()
        os.close(wake_r)
        os.close(wake_w)
        signal.signal(signal.SIGCONT, resumed)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _read(descriptor: int, wake: int, events: Events) -> None:
    while True:
        ready, _, _ = select.select([descriptor, wake], [], [])
        if wake in ready:
            return
        typed = os.read(descriptor, 64)
        if not typed:
            events.put(Pressed("q"))
            return
        if typed.startswith(b"\x1b"):  # an arrow or function key: not one of ours
            continue
        for key in typed.decode("utf-8", "replace").lower():
            events.put(Pressed(key))


@contextlib.contextmanager
def _console(events: Events) -> Iterator[None]:
    """Read the keys of a Windows console, which is asked again and again."""
    stop = threading.Event()
    thread = threading.Thread(target=_ask, args=(events, stop), name="keys", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _ask(events: Events, stop: threading.Event) -> None:
    if sys.platform != "win32":
        raise NotImplementedError
    import msvcrt

    while not stop.wait(_LOOK_S):
        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key in ("\0", "\xe0"):  # an arrow or function key, whose number follows
                msvcrt.getwch()
                continue
            events.put(Pressed("q" if key == "\x1a" else key.lower()))
