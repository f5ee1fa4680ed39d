"""Which exercise a file is of, by its name: as it should be, nearly so, or about so."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath

CODE = (".py", ".ipynb", ".py.txt", ".ipynb.txt", ".ipynb.json")
WRONG_TYPES = {
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".odt": "a text document",
    ".rtf": "a text document",
    ".pages": "a text document",
    ".pdf": "a PDF",
    ".html": "a web page",
    ".htm": "a web page",
    ".png": "a picture",
    ".jpg": "a picture",
    ".jpeg": "a picture",
    ".heic": "a picture",
    ".rar": "a RAR archive, which is not read",
    ".7z": "a 7z archive, which is not read",
    ".zip": "an archive in an archive, which is not opened",
    ".gz": "a gzip file, which is not read",
    ".lnk": "a link, not the file",
    ".url": "a link, not the file",
    ".webloc": "a link, not the file",
}
EXACT, VARIANT, ABOUT, ANY = range(4)
_DECORATION = re.compile(
    r"(?:[\s_\-.]*\(\d+\)|[\s_\-.]+(?:copy|kopie|copie|final|fixed|new|neu|v?\d+|version|last"
    r"|submission|solution|abgabe))$"
)
_WORDS = re.compile(r"[^\W_]+")


def suffix_of(file: str) -> str:
    """Return a file's suffix in small letters, two of them for `.py.txt`."""
    name = _folded(file)
    for suffix in sorted(CODE, key=len, reverse=True):
        if name.endswith(suffix):
            return suffix
    return PurePosixPath(name).suffix


def is_code(file: str) -> bool:
    """Say whether a file may hold a script or a notebook."""
    return suffix_of(file) in CODE


def saved_as(file: str) -> str:
    """Return the name under which a code file is graded: `relu.py` for `Relu.py.txt`."""
    kind = ".ipynb" if ".ipynb" in suffix_of(file) else ".py"
    return file if file.endswith(kind) else file[: -len(suffix_of(file))] + kind


def exercise_of(
    file: str, slugs: tuple[str, ...], answers: Mapping[str, str] | None = None
) -> tuple[str, int] | None:
    """Return the exercise that a code file is named after, and how nearly: EXACT to ABOUT.

    answers: the files of those exercises that are called otherwise. For these about so is not near
    enough: a student has a file for each of several tasks.
    """
    answers = answers or {}
    if not is_code(file):
        return None
    for slug in slugs:
        stem = answers.get(slug, slug).removesuffix(".py")
        if file in (f"{stem}.py", f"{stem}.ipynb"):
            return slug, EXACT
    stem = _folded(file).removesuffix(suffix_of(file))
    variant = titled(stem, slugs, answers)
    if variant is not None:
        return variant, VARIANT
    words = _WORDS.findall(stem)
    if words[:1] == ["test"]:
        return None
    about = [slug for slug in slugs if _holds(words, slug.split("_")) and slug not in answers]
    longest = [one for one in about if not any(one in other for other in about if other != one)]
    return (longest[0], ABOUT) if len(longest) == 1 else None


def titled(
    text: str, slugs: tuple[str, ...], answers: Mapping[str, str] | None = None
) -> str | None:
    """Return the exercise that a title means: case, blanks, `(1)`, `_final` and such left aside."""
    squeezed = {slug.replace("_", ""): slug for slug in slugs}
    for slug, file in (answers or {}).items():
        if slug in slugs:
            squeezed["".join(_WORDS.findall(_folded(file).removesuffix(".py")))] = slug
    stem = _folded(text)
    while stem:
        found = squeezed.get("".join(_WORDS.findall(stem)))
        if found is not None:
            return found
        shorter = _DECORATION.sub("", stem)
        if shorter == stem:
            return None
        stem = shorter
    return None


def nearly(file: str, slug: str) -> bool:
    """Say whether a code file's name looks like that of the exercise mistyped."""
    stem = _folded(file).removesuffix(suffix_of(file))
    return is_code(file) and bool(get_close_matches(stem, [slug], cutoff=0.75))


def _holds(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))


def _folded(text: str) -> str:
    """Return a name in small letters, composed, without the quotation marks that some add."""
    return unicodedata.normalize("NFC", text).strip().strip("'\"").lower()
