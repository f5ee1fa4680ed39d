"""What a grading is doing just now, in words for a person who waits."""

import time

from grader.workers.child import Child


class Stage:
    """One grading at a time: TensorFlow is imported, the script runs, its graph is judged."""

    def __init__(self) -> None:
        self._script: Child | None = None
        self._judging = False

    def running(self, script: Child) -> None:
        """Note the child that runs the script, once it has been started."""
        self._script, self._judging = script, False

    def judging(self) -> None:
        """Note that the script has ended and its graph is judged."""
        self._judging = True

    def __str__(self) -> str:
        script = self._script
        if self._judging:
            return "judging"
        if script is None or not script.pid:
            return "loading TensorFlow…"
        seconds = int(time.monotonic() - script.started)
        return f"running your script · {seconds} s of {script.limits.cpu_s}"
