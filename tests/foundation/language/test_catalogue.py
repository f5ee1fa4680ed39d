"""The catalogues: complete, compiled, and each sentence found again with its values."""

import re

import pytest

from grader.foundation.errors import UsageFault
from grader.foundation.language.catalogue import language, languages, phrasebook, sentences
from grader.foundation.language.patterns import filled, places
from scripts import sentences as tool

OTHERS = [one for one in languages() if one != "en"]


def code(text: str) -> set[str]:
    """Return the code in a sentence that has no value in it."""
    return {one for one in re.findall(r"`[^`]+`", text) if not places(one)}


def test_german_is_there() -> None:
    """Reports can be read in English and German."""
    assert languages() == ["de", "en"]


@pytest.mark.parametrize("one", OTHERS)
def test_every_sentence_is_translated(one: str) -> None:
    """What the sources say is in the catalogue, and the catalogue holds nothing else."""
    said = {str(entry.id) for entry in tool.collected() if entry.id}
    known = sentences(one)
    assert said - set(known) == set(), "make sentences"
    assert set(known) - said == set(), "make sentences"


@pytest.mark.parametrize("one", OTHERS)
def test_the_catalogue_is_compiled(one: str) -> None:
    """What is installed is what translators wrote."""
    written = {str(entry.id): entry.string for entry in tool.read(one) if entry.id}
    assert written == sentences(one), "make sentences"


@pytest.mark.parametrize("one", OTHERS)
def test_translations_have_the_same_values(one: str) -> None:
    """No value is lost, none is made up, and code stays code."""
    for text, said in sentences(one).items():
        assert set(places(text)) == set(places(said)), text
        assert code(text) <= code(said), text


@pytest.mark.parametrize("one", OTHERS)
def test_a_sentence_is_found_with_its_values(one: str) -> None:
    """With values in it, each sentence is taken for itself and for no other."""
    book = phrasebook(one)
    for text, said in sentences(one).items():
        values = [f"{number}7" for number in range(10)]
        assert book.translate(filled(text, values)) == filled(said, values)


def test_the_reader_chooses_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """GRADE_LANGUAGE comes before the exercise's language, and English is the last resort."""
    monkeypatch.delenv("GRADE_LANGUAGE", raising=False)
    assert (language(), language("de")) == ("en", "de")
    monkeypatch.setenv("GRADE_LANGUAGE", "de_DE.UTF-8")
    assert language() == "de"
    monkeypatch.setenv("GRADE_LANGUAGE", "en")
    assert language("de") == "en"


def test_an_unknown_language_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for one that there is not is told which there are."""
    monkeypatch.setenv("GRADE_LANGUAGE", "tlh")
    with pytest.raises(UsageFault, match="'tlh'") as told:
        language()
    assert "de, en" in told.value.hint
