"""All exercises of a folder."""

from pathlib import Path

from grader.catalog.content import exercises_folder
from grader.catalog.exercises import Exercise, load_exercise
from grader.catalog.order import in_order
from grader.foundation.errors import UsageFault, did_you_mean


class Catalog:
    """All exercises of a folder, read when they are asked for.

    The folder is the given one, the one in the variable GRADE_EXERCISES, a release in this folder,
    or the shipped one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or exercises_folder()

    def slugs(self) -> list[str]:
        """Return the names of all exercises, alphabetically."""
        if not self.folder.is_dir():
            return []
        return sorted(path.parent.name for path in self.folder.glob("*/exercise.toml"))

    def all(self) -> list[Exercise]:
        """Return all exercises in course order."""
        return in_order([load_exercise(self.folder / slug) for slug in self.slugs()])

    def get(self, slug: str) -> Exercise:
        """Return one exercise; raise UsageFault for an unknown name, ExerciseFault if broken."""
        if slug not in self.slugs():
            hint = did_you_mean(slug, self.slugs()) or "`grade list` shows the exercises"
            raise UsageFault(f"there is no exercise {slug!r}", hint)
        return load_exercise(self.folder / slug)
