"""Who runs beside others, and who alone: a process that got no processor has another turn."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Turns:
    """Turns of the threads that grade: any number at a time, or one and no other."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._at_work = 0
        self._waiting = 0

    @contextlib.contextmanager
    def beside(self) -> Iterator[None]:
        """Work beside others, as soon as nobody is alone or waits for it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting)
            self._at_work += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Work when all others have ended their turn; they wait meanwhile."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: not self._at_work)
            self._at_work += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self._waiting -= 1
                self._changed.notify_all()

    def run(self, task: Callable[[], T], starved: Callable[[T], bool]) -> T:
        """Return what `task` does beside others; if it was starved, what it does alone."""
        with self.beside():
            found = task()
        if starved(found):
            with self.alone():
                found = task()
        return found
