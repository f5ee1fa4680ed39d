"""Where exercises, solutions and templates lie: beside the package, or in a wheel inside it."""

import os
from pathlib import Path

RELEASE_MARK = "release.toml"
# What the folders that come with the program are called in GRADE_EXERCISES.
SHIPPED = {
    "shipped": "exercises",
    "tf1_functions": "exercises_functions",
    "keras": "exercises_keras",
}
_PACKAGE = Path(__file__).resolve().parents[1]


def content_root() -> Path:
    """Return the folder that holds `exercises`, `solutions` and `templates`."""
    bundled = _PACKAGE / "content"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def exercises_folders() -> tuple[Path, ...]:
    """Return the folders of exercises, in the order in which a name is looked for.

    Those in GRADE_EXERCISES, else a release in this folder, else the shipped one. In
    GRADE_EXERCISES they are separated as in PATH, and `shipped` stands for the shipped one,
    `tf1_functions` and `keras` for the other shipped courses.

    A release is what its reader finds, so it never decides a grade that counts: not in CI, not
    where there is a course key.
    """
    shipped = content_root() / SHIPPED["shipped"]
    named = filter(None, os.environ.get("GRADE_EXERCISES", "").split(os.pathsep))
    folders = {name: content_root() / folder for name, folder in SHIPPED.items()}
    chosen = tuple(dict.fromkeys(folders.get(name) or Path(name) for name in named))
    if chosen:
        return chosen
    official = os.environ.get("CI") == "true" or "GRADE_COURSE_KEY" in os.environ
    released = Path.cwd() / "exercises"
    if not official and (released / RELEASE_MARK).is_file():
        return (released,)
    return (shipped,)
