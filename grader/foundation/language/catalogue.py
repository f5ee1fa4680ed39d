"""The catalogues of the fixed sentences, in gettext's format, and which languages there are."""

import functools
import gettext
import os
from pathlib import Path

from grader.foundation.errors import UsageFault
from grader.foundation.language.phrasebook import Phrasebook

DOMAIN = "grader"
LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"
VARIABLE = "GRADE_LANGUAGE"


class _Catalogue(gettext.GNUTranslations):
    """A catalogue whose sentences can be gone through."""

    _catalog: dict[object, str]  # set by the base class, which documents it

    def sentences(self) -> dict[str, str]:
        """Return the translations by the English sentences."""
        return {
            text: said for text, said in self._catalog.items() if isinstance(text, str) and text
        }


def languages() -> list[str]:
    """Return the languages that there are, as `de`, in alphabetical order."""
    return sorted([ENGLISH, *(path.name for path in LOCALE.iterdir() if path.is_dir())])


def language(of_exercise: str = "") -> str:
    """Return the reader's language: GRADE_LANGUAGE, else the exercise's, else English.

    Raises UsageFault for a language that there is not.
    """
    asked = os.environ.get(VARIABLE, "")
    chosen = asked.split(".")[0].split("_")[0].casefold() or of_exercise or ENGLISH
    if chosen not in languages():
        raise UsageFault(
            f"there is no language {chosen!r}",
            f"set {VARIABLE} to one of these: {', '.join(languages())}",
        )
    return chosen


@functools.cache
def sentences(language: str) -> dict[str, str]:
    """Return the fixed sentences of a language by the English ones."""
    if language == ENGLISH:
        return {}
    with (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return _Catalogue(file).sentences()


@functools.cache
def phrasebook(language: str) -> Phrasebook:
    """Return the phrasebook of the fixed sentences alone."""
    return Phrasebook(sentences(language))
