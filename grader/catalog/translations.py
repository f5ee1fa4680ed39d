"""What an exercise says in other languages: `de.toml` in its folder, English sentence to German.

An exercise is found by its name in the folders of exercises, so that a report that was made
elsewhere is read in any language that its exercise has.
"""

import functools
import tomllib
from pathlib import Path

import msgspec

from grader.catalog.content import exercises_folders
from grader.foundation.errors import ExerciseFault


def translations(slug: str, language: str) -> dict[str, str]:
    """Return the sentences of an exercise in a language, none if it has no such file.

    Raises ExerciseFault for a file that cannot be used.
    """
    for folder in exercises_folders():
        if (folder / slug / "exercise.toml").is_file():
            return read_translations(folder / slug / f"{language}.toml")
    return {}


@functools.cache
def read_translations(toml: Path) -> dict[str, str]:
    """Return what a file of translations holds; raise ExerciseFault naming the file."""
    try:
        data = tomllib.loads(toml.read_text(encoding="utf-8"))
        return msgspec.convert(data, dict[str, str])
    except FileNotFoundError:
        return {}
    except (ValueError, msgspec.ValidationError) as error:
        raise ExerciseFault(toml, f"not valid: {error}") from error
