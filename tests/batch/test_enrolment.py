"""Submitters and the roster: everybody on it is found under their name, nobody is made up."""

import unicodedata
from dataclasses import replace

import pytest

from grader.batch.enrolment import enrol
from grader.batch.layouts import Row
from grader.export.people import People, read_people

ROSTER = (
    "student,name,email,login,canvas_id,group\n"
    "ada,Ada Lovelace,ada@x.example,al1815,55,g1\n"
    "zoe,Zoë Núñez,zoe@x.example,,,g1\n"
    "ali,Li Wei,li1@x.example,,,g2\n"
    "bli,Li Wei,li2@x.example,,,\n"
)


@pytest.fixture(scope="module")
def roster() -> People:
    """Return four people, two of whom share a name."""
    return read_people(ROSTER.encode(), "people.csv")


def row(student: str, *other: str, name: str = "", attempt: int = 0) -> Row:
    """Return a row as a layout makes it."""
    return Row(student, "relu", None, "relu.py", name, other, attempt=attempt)


@pytest.mark.parametrize(
    ("submitter", "meant"),
    [
        (row("ADA"), "ada"),
        (row("55", "lovelaceada"), "ada"),
        (row("77", "lovelaceada"), "ada"),
        (row("al1815"), "ada"),
        (row("Lovelace, Ada"), "ada"),
        (row("x1", "ADA@x.example"), "ada"),
        (row(unicodedata.normalize("NFD", "zoë núñez")), "zoe"),
        (row("Li Wei"), "Li Wei"),
        (row("Li Wei", "li2@x.example"), "bli"),
        (row("Ada"), "ada"),
        (row("Adam"), "Adam"),
    ],
)
def test_who_is_who(roster, submitter, meant) -> None:
    """A number, a login, an address or a name tells; a name that two have tells nothing."""
    found = enrol([submitter], roster, "plain")
    assert [one.student for one in found.rows] == [meant]
    assert found.strangers == ((meant,) if meant not in roster.people else ())


def test_two_submitters_never_become_one(roster) -> None:
    """Where two folders may be the same person's, the second keeps its name and is a stranger."""
    found = enrol([row("ada"), row("al1815")], roster, "plain")
    assert [one.student for one in found.rows] == ["ada", "al1815"]
    assert found.strangers == ("al1815",)
    again = enrol([row("al1815", attempt=1), row("al1815", attempt=2)], roster, "canvas")
    assert [(one.student, one.attempt) for one in again.rows] == [("ada", 1), ("ada", 2)]
    assert again.renamed == {"al1815": "ada"}


def test_a_group_hands_in_together(roster) -> None:
    """Members who handed in nothing have the row of the one who did, where the course says so."""
    assert len(enrol([row("ada")], roster, "plain").rows) == 1
    found = enrol([row("ada"), row("ali")], roster, "plain", ["relu"])
    assert [one.student for one in found.rows] == ["ada", "ali", "zoe"]
    assert found.rows[2].notes == ("Handed in by Ada Lovelace for the group g1.",)
    both = enrol([row("ada"), row("zoe")], roster, "plain", ["relu"])
    assert all(not one.notes for one in both.rows)
    empty = replace(row("zoe"), problem="The folder is empty.")
    (_, zoe) = enrol([row("ada"), empty], roster, "plain", ["relu"]).rows
    assert (zoe.student, zoe.problem) == ("zoe", "")
    (zoe,) = enrol([empty], roster, "plain", ["relu"]).rows
    assert zoe.problem == "The folder is empty."


def test_names_that_look_alike() -> None:
    """Case, accents and letters of another alphabet make two students who look like one."""
    names = ["Jürgen", "Jurgen", "anna", "Anna", "аnna", "ben", "Ben S"]
    found = enrol([row(name) for name in names], People(), "plain")
    assert {frozenset(pair) for pair in found.alike} == {
        frozenset({"Jürgen", "Jurgen"}), frozenset({"anna", "Anna"}), frozenset({"Anna", "аnna"}),
    }  # fmt: skip
    assert found.strangers == ()


def test_what_a_download_tells_of_strangers() -> None:
    """Whom no roster knows is known by the platform's own number, name and address."""
    found = enrol([row("55", "lovelaceada", name="lovelaceada")], People(), "canvas")
    (person,) = found.people
    assert (person.canvas_id, person.name, person.login) == ("55", "lovelaceada", "")
