"""Texts in the reader's language: sentences, values in them, several of them, and the unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.foundation.language.phrasebook import Phrasebook

BOOK = Phrasebook(
    {
        "Run it first.": "Führe es zuerst aus.",
        "no result": "kein Ergebnis",
        "not reached: {0}": "nicht erreicht: {0}",
        "stopped at line {0}": "angehalten in Zeile {0}",
        "{0} stopped at line {1}": "{0} angehalten in Zeile {1}",
        "`{0}` is not there; you have {1}.": "`{0}` ist nicht da; du hast {1}.",
        "{0} and {1}": "{0} und {1}",
        "no": "nein",
        "{0} checks": "{0} Prüfungen",
        "All {0} passed.": "Alle {0} bestanden.",
        "running it failed: {0}": "fehlgeschlagen: {0}",
    }
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("no result", "kein Ergebnis", id="as it stands"),
        pytest.param("No result.", "Kein Ergebnis.", id="as a sentence"),
        pytest.param("stopped at line 31", "angehalten in Zeile 31", id="a value"),
        pytest.param(
            "not reached: stopped at line 31",
            "nicht erreicht: angehalten in Zeile 31",
            id="a value that is known",
        ),
        pytest.param("All 8 checks passed.", "Alle 8 Prüfungen bestanden.", id="a counted noun"),
        pytest.param(
            "`a` is not there; you have `b` and `c`.",
            "`a` ist nicht da; du hast `b` und `c`.",
            id="a list of names",
        ),
        pytest.param("Run it first. No result.", "Führe es zuerst aus. Kein Ergebnis.", id="two"),
        pytest.param("no result\nRun it first.", "kein Ergebnis\nFühre es zuerst aus.", id="lines"),
        pytest.param(
            "Shapes differ. Run it first.", "Shapes differ. Führe es zuerst aus.", id="a part of it"
        ),
        pytest.param(
            "running it failed: Shapes [3] and [4] differ",
            "fehlgeschlagen: Shapes [3] and [4] differ",
            id="a message of somebody else's",
        ),
        pytest.param("running it failed: no", "fehlgeschlagen: no", id="a name as a value"),
        pytest.param("you and me", "you and me", id="too light to be sure"),
        pytest.param("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]", id="no words"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_text_is_translated(text: str, said: str) -> None:
    """What is known is translated, what is not stays as it is."""
    assert said == BOOK.translate(text)


def test_a_sentence_is_said_with_its_values() -> None:
    """A known sentence takes values of any kind; an unknown one stays English."""
    assert BOOK.say("{0} checks", 3) == "3 Prüfungen"
    assert BOOK.say("{0} graphs", 3) == "3 graphs"


@given(st.text(max_size=300))
def test_any_text_can_be_translated(text: str) -> None:
    """Whatever a student's message holds, an answer comes."""
    assert isinstance(BOOK.translate(text), str)


def test_code_is_never_translated() -> None:
    """A name in code stays, also when it is a word that is known."""
    assert BOOK.translate("`no result` is not there; you have `no result`.") == (
        "`no result` ist nicht da; du hast `no result`."
    )
