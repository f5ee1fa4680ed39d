"""The lessons of an exercise: `README.md`, and beside it `README.de.md` in another language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGE = re.compile(r"[a-z]{2,3}")
_NAME = re.compile(rf"README\.({LANGUAGE.pattern})\.md")
_HEADING = re.compile(r"^#+ ", re.MULTILINE)
_BLOCK = re.compile(r"^ *```(\w*).*?\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Lesson:
    """A lesson and the language in which it is written."""

    path: Path
    language: str

    @property
    def text(self) -> str:
        """The lesson in Markdown."""
        return self.path.read_text(encoding="utf-8")

    @property
    def listings(self) -> list[str]:
        """The lesson's blocks of code, as they stand."""
        return [code for _, code in _BLOCK.findall(self.text)]


def lessons_in(folder: Path, language: str) -> tuple[Lesson, ...]:
    """Return `README.md`, which is written in `language`, and the translations there are."""
    others = (
        Lesson(path, found[1])
        for path in sorted(folder.glob("README.*.md"))
        if (found := _NAME.fullmatch(path.name))
    )
    return (Lesson(folder / "README.md", language), *others)


def lesson_for(reader: str, lessons: Sequence[Lesson]) -> Lesson:
    """Return the lesson in a reader's language, the first where there is none."""
    return next((one for one in lessons if one.language == reader), lessons[0])


def differences(original: Lesson, translation: Lesson) -> Iterator[str]:
    """Yield in what a translation is another lesson: how many parts it has, and its Python."""
    name, first, second = original.path.name, original.text, translation.text
    wanted, found = (len(_HEADING.findall(_BLOCK.sub("", text))) for text in (first, second))
    if wanted != found:
        yield f"has {found} headings, and {name} has {wanted}"
    wanted, found = len(original.listings), len(translation.listings)
    if wanted != found:
        yield f"has {found} blocks of code, and {name} has {wanted}"
    programs = [code for kind, code in _BLOCK.findall(second) if kind == "python"]
    for kind, code in _BLOCK.findall(first):
        if kind == "python" and code not in programs:
            yield f"lacks code of {name}: {next(iter(code.splitlines()), '')}"
