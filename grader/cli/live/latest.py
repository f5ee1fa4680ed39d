"""Gradings of one file of which only the newest counts."""

import itertools
import threading
from collections.abc import Callable

from grader.cli.live.events import Events, Failed, Judged
from grader.foundation.model import Report


class Latest:
    """Grades in the background; a new grading gives up the one before it.

    grade: returns a report; give_up: makes a running `grade` return soon. Use as a context manager.
    """

    def __init__(
        self, grade: Callable[[], Report], give_up: Callable[[], None], events: Events
    ) -> None:
        self._grade = grade
        self._give_up = give_up
        self._events = events
        self._numbers = itertools.count(1)
        self._thread: threading.Thread | None = None
        self.number = 0

    def __enter__(self) -> "Latest":
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Say whether a grading is under way."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin a grading; its Judged will carry `self.number`."""
        self.stop()
        self.number = next(self._numbers)
        self._thread = threading.Thread(
            target=self._run, args=(self.number,), name="grading", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Give up the grading that is under way, and wait until it has ended."""
        if self._thread is None:
            return
        self.number = 0
        while self._thread.is_alive():
            self._give_up()
            self._thread.join(0.05)

    def _run(self, number: int) -> None:
        try:
            self._events.put(Judged(number, self._grade()))
        except Exception as error:
            if number == self.number:  # what was given up may fail in any way
                self._events.put(Failed(error))
