"""Pictures of the reference solutions' graphs, each drawn once."""

import threading
from pathlib import Path

from grader.catalog import Exercise
from grader.collect.claims import Gist
from grader.foundation import wire
from grader.foundation.model import GraphPicture
from grader.judge.messages import judge_request
from grader.pipeline.decision import gist_of
from grader.pipeline.parties import Parties
from grader.submission import Submission


class References:
    """Draws them when they are asked for; any number of threads may ask."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._drawn: dict[Path, GraphPicture | None] = {}
        self._lock = threading.Lock()

    def picture(self, exercise: Exercise) -> GraphPicture | None:
        """Return the picture of the solution's graph.

        None unless the exercise lets students see it, and has its solution with it.
        """
        if not exercise.rules.report.reference_graph or not exercise.solution.is_file():
            return None
        with self._lock:
            if exercise.folder not in self._drawn:
                self._drawn[exercise.folder] = self._draw(exercise)
            return self._drawn[exercise.folder]

    def _draw(self, exercise: Exercise) -> GraphPicture | None:
        source = exercise.solution.read_bytes()
        collected = self._parties.collect(exercise, Submission(exercise.solution.name, source))
        if not isinstance(gist_of(collected), Gist):
            return None
        payload = wire.unframe(collected.output("result"))
        request = judge_request(exercise, payload, picture_only=True)
        return self._parties.judge(request, exercise)[0].picture
