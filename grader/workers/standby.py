"""Workers that are started when they are first needed, and again when they are lost."""

import threading

from grader.foundation.errors import WorkerLost
from grader.workers.confine.tiers import Policy
from grader.workers.workers import GRADING, Workers, open_workers


class Standby:
    """Processes of these kinds; any number of threads may ask for them."""

    def __init__(self, policy: Policy, kinds: tuple[str, ...] = GRADING) -> None:
        self._policy = policy
        self._kinds = kinds
        self._workers: Workers | None = None
        self._lock = threading.Lock()

    def workers(self) -> Workers:
        """Return the processes, started if there are none. Raises UsageFault or GraderFault."""
        with self._lock:
            lost = self._workers
            if lost is not None and isinstance(lost.fault, WorkerLost):
                lost.close()
                self._workers = None
            if self._workers is None:
                self._workers = open_workers(self._policy, self._kinds)
            return self._workers

    def close(self) -> None:
        """End the processes; they are started again when they are needed."""
        with self._lock:
            if self._workers is not None:
                self._workers.close()
                self._workers = None

    def give_up(self) -> None:
        """End all that the processes are doing; who waits for it gets a GraderFault."""
        with self._lock:
            if self._workers is not None:
                self._workers.give_up()
