"""`grade watch`: regrade on every save."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.catalog import Catalog, Exercise
from grader.cli.grading import keep, policy, say_which, show, user_name, with_following
from grader.cli.options import confinement_option, student_option, workers_option
from grader.cli.speech import said, say
from grader.cli.waiting import waiting
from grader.cli.workspace import Workspace
from grader.foundation.errors import GradeError, GraderFault, UsageFault
from grader.foundation.files import shown
from grader.foundation.model import Report
from grader.report.changes import change
from grader.workers.confine.tiers import Start, Tier

if TYPE_CHECKING:
    from grader.cli.live.events import Events
    from grader.cli.live.latest import Latest
    from grader.pipeline import Grader


@click.command()
@click.argument("exercise", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@student_option
@confinement_option
@workers_option
def watch(
    exercise: str | None,
    file: Path | None,
    student: str | None,
    confinement: Tier | None,
    start: Start | None,
) -> None:
    """Grade EXERCISE again whenever its file is saved.

    Without EXERCISE: the next one that you have not passed. Keys: h hint, o open the report,
    n next exercise, q quit.
    """
    from grader.pipeline import Grader, course_key

    workspace = Workspace(Path.cwd())
    chosen = Catalog().get(exercise) if exercise else workspace.following(Catalog())
    if chosen is None:
        say("All exercises passed.")
        return
    name = student or user_name()
    with Grader(course_key(), policy(confinement, start)) as grader:
        grader.start()
        while chosen is not None:
            path = file or workspace.file(chosen)
            if file is None:
                say_which(chosen, workspace)
            chosen = Watching(grader, chosen, path, name, workspace).run()
            file = None


class Watching:
    """One exercise being watched: what is on the screen and which key does what."""

    def __init__(
        self, grader: "Grader", exercise: Exercise, file: Path, student: str, workspace: Workspace
    ) -> None:
        self._grader = grader
        self._exercise = exercise
        self._file = file
        self._student = student
        self._workspace = workspace
        self._last = workspace.last_report(exercise)
        self._page: Path | None = None
        self._started = 0.0
        self._keys: dict[str, Callable[[], None]] = {"h": self._hint, "o": self._open}

    def run(self) -> Exercise | None:
        """Watch until a key ends it; return the exercise to go on with, None to quit."""
        import queue

        from grader.cli.live.events import Failed, Gone, Judged, Pressed, Saved
        from grader.cli.live.keys import keys
        from grader.cli.live.latest import Latest
        from grader.cli.live.saves import saves

        self._begin()
        events: Events = queue.SimpleQueue()
        latest = Latest(self._grade, self._grader.give_up, events)
        with saves(self._file, events), keys(events), latest as gradings:
            self._grading(gradings)
            while True:
                match events.get():
                    case Saved():
                        self._grading(gradings)
                    case Gone():
                        gradings.stop()
                        say(f"{self._file.name} is gone; a save brings it back")
                    case Judged(number, report) if number == gradings.number:
                        self._show(report)
                    case Failed(error):
                        self._fault(error)
                    case Pressed("q"):
                        return None
                    case Pressed("n"):
                        following = self._workspace.following(Catalog())
                        if following and following.slug != self._exercise.slug:
                            return following
                    case Pressed(key) if key in self._keys:
                        self._keys[key]()

    def _begin(self) -> None:
        if self._file.exists():
            return
        if self._file != self._workspace.file(self._exercise):
            raise UsageFault(f"there is no file {self._file}")
        for path in self._workspace.start(self._exercise):
            say(f"wrote {path.name}")

    def _grading(self, gradings: "Latest") -> None:
        say(f"grading {self._file.name} …")
        self._started = time.monotonic()
        gradings.start()

    def _grade(self) -> Report:
        with waiting(lambda: str(self._grader.stage)):
            return self._grader.grade_file(self._exercise, self._file, self._student)

    def _show(self, report: Report) -> None:
        report = with_following(report, self._workspace)
        changed = change(self._last, report)
        self._last = report
        if sys.stdout.isatty():
            click.clear()
        show(report, verbose=False)
        if changed.passing:
            say(f"newly passing: {', '.join(changed.passing)}")
        if changed.failing:
            say(f"newly failing: {', '.join(changed.failing)}")
        try:
            self._page = keep(report, self._exercise, self._workspace, None)
        except UsageFault as fault:
            self._fault(fault)
        self._footer(report)
        self._grader.start()  # what the next save needs is imported meanwhile

    def _footer(self, report: Report) -> None:
        took = time.monotonic() - self._started
        words = [f"graded in {took:.1f} s", f"watching {self._file.name}"]
        if sys.stdin.isatty():
            following = self._workspace.following(Catalog()) if report.status == "passed" else None
            words += ["h hint", "o open report"]
            words += [f"n next ({following.slug})"] if following else []
            words += ["q quit"]
        say(" · ".join(map(said, words)))
        if report.status == "passed" and self._workspace.following(Catalog()) is None:
            say("All exercises passed.")

    def _fault(self, error: Exception) -> None:
        if not isinstance(error, GradeError):
            raise GraderFault(f"{type(error).__name__}: {error}") from error
        say(f"error: {error.message}", err=True)
        if error.hint:
            say(f"hint: {error.hint}", err=True)

    def _hint(self) -> None:
        if self._page is None:
            return
        text, number, total = self._workspace.next_hint(self._exercise)
        slug, language = self._exercise.slug, self._exercise.rules.language
        begin = said(f"hint {number} of {total}:", of_exercise=language)
        click.echo(f"{begin} {said(text, slug, language)}" if total else said("Nothing to fix."))

    def _open(self) -> None:
        if self._page is not None:
            say(f"opening {shown(self._page)}")
            click.launch(str(self._page))
