"""The catalogue of sentences: collect them from the sources, compile the translations.

    make sentences      update the .po files, compile them, say what is missing

A sentence is any string of two words in `grader/`, what a template passes to `_`, and a line of
`scripts/words.txt`. `scripts/unsaid.txt` has the strings that look like sentences and that no
reader sees.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from jinja2.ext import babel_extract

from grader.authoring.sentences import python_sentences
from grader.foundation.language.catalogue import DOMAIN, ENGLISH, LOCALE, languages

ROOT = Path(__file__).parents[1]
UNSAID = Path(__file__).with_name("unsaid.txt")
# Names of operations and calls, source that is written or looked for, and what engineers read.
APART = ("execute/ops.py", "collect/standins.py", "collect/elsewhere.py", "pipeline/evidence.py")
# What a reader sees of one word, or made of parts.
WORDS = ROOT / "scripts" / "words.txt"
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def sources() -> Iterator[tuple[str, int, str]]:
    """Yield file, line and text of every sentence that is to be translated."""
    unsaid = set(UNSAID.read_text(encoding="utf-8").splitlines())
    for path in sorted((ROOT / "grader").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.endswith(APART) or "/content/" in name:
            continue
        for line, text in python_sentences(path):
            if text.replace("\n", "\\n") not in unsaid:
                yield name, line, text
    for path in sorted((ROOT / "templates").glob("*.*")):
        with path.open("rb") as file:
            found = babel_extract(file, ["_"], [], {"trimmed": "true", "encoding": "utf-8"})
            for line, _, text, _ in found:
                said = text[0] if isinstance(text, tuple) else text
                yield path.relative_to(ROOT).as_posix(), line, str(said)
    for number, text in enumerate(WORDS.read_text(encoding="utf-8").splitlines(), 1):
        if text and not text.startswith("#"):
            yield "scripts/words.txt", number, text


def collected() -> Catalog:
    """Return all sentences of the sources, without translations."""
    catalogue = Catalog(project="graphgrade", charset="utf-8", fuzzy=False)
    for name, _, text in sources():
        catalogue.add(text, locations=[(name, 0)])
    return catalogue


def po(language: str) -> Path:
    """Return where the translations of a language are written."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """Return the translations of a language."""
    with po(language).open("rb") as file:
        return pofile.read_po(file, locale=language)


def update(language: str) -> list[str]:
    """Bring a language's catalogue up to date and compile it; return what is not translated."""
    before = {str(one.id): str(one.string) for one in read(language)}
    names = ("project", "msgid_bugs_address", "last_translator", "language_team")
    told = dict.fromkeys(names, "graphgrade")
    catalogue = Catalog(language, version="0", charset="utf-8", fuzzy=False, **told)
    catalogue.creation_date = catalogue.revision_date = FIRST  # so that no run changes a file
    catalogue.header_comment = f"# Sentences of graphgrade in the language {language}."
    for one in collected():
        if one.id:
            catalogue.add(one.id, before.get(str(one.id), ""), locations=one.locations)
    with po(language).open("wb") as file:
        pofile.write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    with po(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return [str(one.id) for one in catalogue if one.id and not one.string]


def main() -> int:
    """Do what the module says; return 1 if a translation is missing."""
    missing = [text for one in languages() if one != ENGLISH for text in update(one)]
    print("\n".join(map(repr, missing)))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
