"""How threads wait for children and have them killed, whichever way these were started."""

import threading
from collections.abc import Callable

from grader.foundation.errors import GraderFault
from grader.workers.child import Child


class Waits:
    """What both supervisors share. fault: why it serves no more, None while it does."""

    def __init__(self) -> None:
        self.fault: GraderFault | None = None
        self._changed = threading.Condition()  # its lock guards all that a supervisor holds

    def wait(self, child: Child, until: Callable[[], bool] | None = None) -> None:
        """Wait until `child` has ended (or `until()` holds). Raises GraderFault."""

        def over() -> bool:
            never = child.given_up and not child.pid
            return child.exit is not None or never or bool(until and until())

        with self._changed:
            self._changed.wait_for(lambda: self.fault is not None or over())
            if not over() and self.fault is not None:
                raise self.fault
            if child.given_up:
                raise GraderFault("the grading was given up")

    def kill(self, child: Child, breach: str = "", finding: str = "") -> None:
        """Kill a child; `breach` says which limit it passed, `finding` in what way."""
        with self._changed:
            if breach and not child.breach:
                child.breach, child.finding = breach, finding
            self._strike(child)

    def finish(self, child: Child) -> None:
        """Kill a child that is no longer needed, and wait for its end."""
        if child.exit is None:
            self.kill(child)
            self.wait(child)

    def _strike(self, child: Child) -> None:
        """Have the process of a child killed, if there is one."""
        raise NotImplementedError
