"""A student's folder: their files, and what `.grade/` remembers of their results."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.catalog import Catalog, Exercise
from grader.catalog.order import following
from grader.foundation.errors import UsageFault
from grader.foundation.files import write_atomically, write_new
from grader.foundation.model import Report, decode_report
from grader.report.hints import steps
from grader.submission import NOTEBOOK
from grader.submission.cells import new_notebook

FOLDER = ".grade"
_LARGEST = 1 << 20  # bytes of a script


class Progress(msgspec.Struct, frozen=True):
    """What is remembered of one exercise beside the last report."""

    best: float = 0.0
    passed: bool = False
    attempts: int = 0
    hints_shown: int = 0


@dataclass(frozen=True)
class Workspace:
    """The folder in which a student works."""

    root: Path

    def file(self, exercise: Exercise) -> Path:
        """Return where the student's file for an exercise is expected.

        That is the script; the notebook, where there is one and no script.
        """
        script = self.root / exercise.stub.name
        notebook = self.notebook(exercise)
        return notebook if notebook.exists() and not script.exists() else script

    def notebook(self, exercise: Exercise) -> Path:
        """Return where a student's notebook for an exercise is expected."""
        return self.root / f"{exercise.slug}{NOTEBOOK}"

    def passed_over(self, exercise: Exercise) -> Path | None:
        """Return the notebook that lies beside a script, which is graded in its stead."""
        notebook = self.notebook(exercise)
        return notebook if notebook.exists() and self.file(exercise) != notebook else None

    def report_folder(self, exercise: Exercise) -> Path:
        """Return where the last report is kept."""
        return self.root / FOLDER / exercise.slug

    def start(
        self, exercise: Exercise, *, notebook: bool = False, second: bool = False
    ) -> list[Path]:
        """Copy stub, lesson and given files here, the first two as a notebook if told so.

        second: the stub in TensorFlow 2, where there is one.
        Returns what was written. Any file that exists is left as it is. Raises UsageFault where
        nothing can be written.
        """
        source = (exercise.stub_tf2 if second else None) or exercise.stub
        stub, lesson = source.read_bytes(), exercise.lesson
        wanted = [
            (self.root / exercise.stub.name, stub),
            (self.root / f"{exercise.slug}.md", lesson.path.read_bytes()),
        ]
        if notebook:
            made = new_notebook(exercise.slug, lesson.text, stub.decode(), lesson.language)
            wanted = [(self.notebook(exercise), made.encode())]
        beside = (*exercise.stubs[1:], *exercise.files)
        wanted += [(self.root / file.name, file.read_bytes()) for file in beside]
        written = []
        for target, content in wanted:
            with self._told(), contextlib.suppress(FileExistsError):
                write_new(target, content)
                written.append(target)
        return written

    def reset(self, exercise: Exercise) -> Path | None:
        """Put stub and given files back; return the backup of the script, None without one.

        Raises UsageFault where nothing can be written; the script is left as it is then.
        """
        target = self.root / exercise.stub.name
        backup = None
        if target.exists():
            stamp = time.strftime("%Y%m%d-%H%M%S")
            number = 0
            while backup is None or backup.exists():
                suffix = f"-{number}" if number else ""
                backup = target.with_name(f"{target.stem}.{stamp}{suffix}.bak{target.suffix}")
                number += 1
        with self._told():
            if backup is not None:
                write_new(backup, target.read_bytes())
            for file in (exercise.stub, *exercise.files):  # a student's other files stay
                write_atomically(self.root / file.name, file.read_bytes())
        return backup

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Raise UsageFault for what the system refuses to write."""
        try:
            yield
        except OSError as error:
            raise UsageFault(f"cannot write into {self.root}: {error.strerror}") from error

    def progress(self, exercise: Exercise) -> Progress:
        """Return what is remembered; nothing yet if the file is missing or damaged."""
        try:
            return msgspec.json.decode(self._progress_file(exercise).read_bytes(), type=Progress)
        except (FileNotFoundError, msgspec.MsgspecError):
            return Progress()

    def following(self, catalog: Catalog, also: str = "") -> Exercise | None:
        """Return the exercise that comes next in the course, None when all are passed.

        `also` names one that counts as passed as well.
        """
        course = catalog.all()
        passed = [one.slug for one in course if self.progress(one).passed]
        return following(course, [*passed, also])

    def last_report(self, exercise: Exercise) -> Report | None:
        """Return the last report, None if there is none that can be read."""
        try:
            return decode_report((self.report_folder(exercise) / "report.json").read_bytes())
        except (FileNotFoundError, msgspec.MsgspecError, ValueError):
            return None

    def remember(self, exercise: Exercise, report: Report) -> None:
        """Take a new result into the progress; hints begin again."""
        before = self.progress(exercise)
        self._write(
            exercise,
            Progress(
                best=max(before.best, report.score),
                passed=before.passed or report.status == "passed",
                attempts=before.attempts + 1,
            ),
        )

    def next_hint(self, exercise: Exercise) -> tuple[str, int, int]:
        """Return the next hint for the last result, its number and how many there are."""
        report = self.last_report(exercise)
        if report is None:
            raise UsageFault(
                f"there is no result for {exercise.slug} yet", f"grade it: `grade {exercise.slug}`"
            )
        hints = steps(report, self._source(exercise))
        if not hints:
            return "", 0, 0
        progress = self.progress(exercise)
        position = min(progress.hints_shown, len(hints) - 1)
        with contextlib.suppress(OSError):  # a full disk: the same hint comes again
            self._write(exercise, msgspec.structs.replace(progress, hints_shown=position + 1))
        return hints[position], position + 1, len(hints)

    def _source(self, exercise: Exercise) -> str:
        """Return the text of the script, "" for a notebook or a file that is too large."""
        script = self.root / exercise.stub.name
        try:
            small = self.file(exercise) == script and script.stat().st_size < _LARGEST
            return script.read_text(encoding="utf-8", errors="replace") if small else ""
        except OSError:
            return ""

    def _progress_file(self, exercise: Exercise) -> Path:
        return self.report_folder(exercise) / "progress.json"

    def _write(self, exercise: Exercise, progress: Progress) -> None:
        write_atomically(self._progress_file(exercise), msgspec.json.encode(progress) + b"\n")
