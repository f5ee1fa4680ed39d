"""The submissions that an exercise ships as its own proof."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.catalog import Exercise
from grader.catalog.rules import StyleRules
from grader.submission import Submission
from grader.submission.messages import Beside
from grader.submission.style import style_faults

CaseKind = Literal["stub", "solution", "alternative", "mistake", "mutant"]
RIGHT: tuple[CaseKind, ...] = ("solution", "alternative")


@dataclass(frozen=True)
class Case:
    """One submission, and what it is an example of. name is that of its file, without `.py`."""

    kind: CaseKind
    name: str
    source: bytes
    beside: tuple[Beside, ...] = ()
    rules: StyleRules | None = None

    @property
    def submission(self) -> Submission:
        """Return it as a student would hand it in; the untouched stub, too, is then judged."""
        style = style_faults(self.source, self.rules)
        return Submission(f"{self.name}.py", self.source, beside=self.beside, style=style)

    def __str__(self) -> str:
        return self.name if self.kind in ("stub", "solution") else f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with an exercise: where, and in what way."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def cases(exercise: Exercise) -> list[Case]:
    """Return stub, solution, alternatives and known mistakes; files that are missing are not."""
    folder = exercise.folder
    paths: list[tuple[CaseKind, Path]] = [("stub", exercise.stub), ("solution", exercise.solution)]
    paths += [("alternative", path) for path in sorted((folder / "alternatives").glob("*.py"))]
    listed = [folder / "mistakes" / f"{mistake.name}.py" for mistake in exercise.rules.mistakes]
    paths += [("mistake", path) for path in listed]
    others = solved_beside(exercise), exercise.rules.style
    return [
        Case(kind, kind if kind in ("stub", "solution") else path.stem, path.read_bytes(), *others)
        for kind, path in paths
        if path.is_file()
    ]


def solved_beside(exercise: Exercise) -> tuple[Beside, ...]:
    """Return the solution's other files, which lie beside each submission of the proof."""
    paths = [exercise.solution.parent / part.name for part in exercise.parts[1:]]
    return tuple(Beside(path.name, path.read_bytes()) for path in paths if path.is_file())
