"""All exercises of a course, which may lie in several folders."""

from pathlib import Path

from grader.catalog.content import exercises_folders
from grader.catalog.exercises import Exercise, load_exercise
from grader.catalog.order import in_order
from grader.foundation.errors import UsageFault, did_you_mean


class Catalog:
    """All exercises of one or more folders, read when they are asked for.

    The folders are the given ones, else those in the variable GRADE_EXERCISES, a release in this
    folder, or the shipped one. Where two have an exercise of one name, that of the first counts.
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = folders or exercises_folders()

    @property
    def folder(self) -> Path:
        """The first folder, into which new exercises go."""
        return self.folders[0]

    def slugs(self) -> list[str]:
        """Return the names of all exercises, alphabetically."""
        return sorted(self._places())

    def all(self) -> list[Exercise]:
        """Return all exercises in course order."""
        return in_order([load_exercise(place) for _, place in sorted(self._places().items())])

    def get(self, slug: str) -> Exercise:
        """Return one exercise, in whatever case its name is written.

        Raises UsageFault for an unknown name, ExerciseFault if it is broken.
        """
        places = self._places()
        slug = slug if slug in places else slug.casefold()
        if slug not in places:
            hint = did_you_mean(slug, sorted(places)) or "`grade list` shows the exercises"
            raise UsageFault(f"there is no exercise {slug!r}", hint)
        return load_exercise(places[slug])

    def _places(self) -> dict[str, Path]:
        """Return the folder of each exercise by its name."""
        return {
            path.parent.name: path.parent
            for folder in reversed(self.folders)
            if folder.is_dir()
            for path in folder.glob("*/exercise.toml")
        }
