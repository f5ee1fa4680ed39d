"""When a grading began, how long its parts took, and where it was made."""

import time
from datetime import UTC, datetime

from grader.foundation.environment import environment
from grader.foundation.text import clean_line
from grader.report.score import Circumstances
from grader.workers.child import Child


class Clock:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._start = time.monotonic()
        self.timings_s: dict[str, float] = {}
        self.tier = "not needed"

    def spent(self, *children: Child) -> None:
        """Note the processor time of the children."""
        self.timings_s["cpu"] = sum(child.exit.cpu_s for child in children if child.exit)

    def about(
        self, student: str, file: str, output: str = "", notes: tuple[str, ...] = ()
    ) -> Circumstances:
        """Return the circumstances as of now."""
        return Circumstances(
            student=clean_line(student),
            file=file,
            environment=environment(self.tier),
            started=self._wall.isoformat(timespec="seconds"),
            duration_s=round(time.monotonic() - self._start, 3),
            output=output,
            notes=notes,
            timings_s=dict(self.timings_s),
        )
