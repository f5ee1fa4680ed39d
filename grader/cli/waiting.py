"""Signs of life on a terminal while a person waits."""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator

from grader.cli.speech import said
from grader.foundation.signs import encodable

_FIRST_S, _NEXT_S = 0.3, 0.25


@contextlib.contextmanager
def waiting(words: Callable[[], str]) -> Iterator[None]:
    """Show on standard error what is being done while the block runs, then wipe it.

    Nothing is shown where standard error is no terminal, or one that cannot move its cursor.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_show, args=(words, done), name="waiting", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _show(words: Callable[[], str], done: threading.Event) -> None:
    if done.wait(_FIRST_S):
        return
    width = 0
    while True:
        text = encodable(said(words()), sys.stderr.encoding)
        sys.stderr.write(f"\r{text.ljust(width)}")
        sys.stderr.flush()
        width = max(width, len(text))
        if done.wait(_NEXT_S):
            break
    sys.stderr.write(f"\r{' ' * width}\r")
    sys.stderr.flush()
