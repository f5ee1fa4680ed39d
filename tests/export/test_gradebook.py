"""People, columns and missing grades."""

import csv
import io

import pytest

from grader.export import Options, export, find_format
from grader.export.gradebook import gaps, gradebook
from grader.export.people import People, Person, read_people
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report


def test_a_list_of_people_gives_names_and_numbers() -> None:
    """Columns come in any order; unknown ones are left alone; a full name is put together."""
    data = "\ufefflogin,student,last_name,first_name,shoe\nal1,ada,Lovelace,Ada,38\n".encode()
    ada = read_people(data, "people.csv").person("ada")
    assert ada == Person("ada", "Ada Lovelace", "Ada", "Lovelace", login="al1")


LISTS = {
    "semicolons": (
        "\ufeffStudent;E-Mail Address;GROUP\nada;ada@x.example;g1\n",
        Person("ada", "ada", email="ada@x.example", group="g1"),
    ),
    "tabs": (
        "sep=\t\nName\tStudent ID\nAda Lovelace\t4711\n",
        Person("4711", "Ada Lovelace", id="4711"),
    ),
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,ReLU (12)\n    Points Possible,,,,,10\n"
        '"Lovelace, Ada",55,4711,al1815,A,\n"Student, Test",1,,x,A,\n',
        Person("4711", "Lovelace, Ada", id="4711", login="al1815", section="A", canvas_id="55"),
    ),
    "canvas without numbers of the university": (
        "Student,ID,SIS Login ID,Section,ReLU (12)\n,,,,Manual Posting\n    Points Possible,,,,10\n"
        '"Lovelace, Ada",55,al1815,A,\n"Student, Test",1,x,A,\n',
        Person("al1815", "Lovelace, Ada", login="al1815", section="A", canvas_id="55"),
    ),
    "numbers out of a program": (
        "Student No,First,Last\n4711.0,Ada,Lovelace\n",
        Person("4711", "Ada Lovelace", "Ada", "Lovelace", id="4711"),
    ),
    "moodle": (
        "Identifier,Full name,ID number,Email address,Status,Grade\n"
        "Participant 1234567,Ada Lovelace,4711,ada@x.example,Submitted,\n",
        Person("4711", "Ada Lovelace", email="ada@x.example", id="4711", moodle_id="1234567"),
    ),
    "gradescope": (
        "First Name,Last Name,SID,Email,Sections\nAda,Lovelace,4711,ada@x.example,A\n",
        Person("4711", "Ada Lovelace", "Ada", "Lovelace", "ada@x.example", "4711", section="A"),
    ),
    "brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
        "#4711,#al,Lovelace,Ada,ada@x.example,#\n",
        Person("4711", "Ada Lovelace", "Ada", "Lovelace", "ada@x.example", "4711", login="al"),
    ),
    "github": (
        '"identifier","github_username","github_id","name"\n"ada","al1815","99","Ada L"\n',
        Person("ada", "Ada L", github="al1815"),
    ),
}


@pytest.mark.parametrize("platform", LISTS)
def test_lists_of_platforms(platform: str) -> None:
    """What a platform or a spreadsheet exports is read as it is."""
    text, wanted = LISTS[platform]
    assert list(read_people(text.encode(), "people.csv").people.values()) == [wanted]


def test_a_heading_that_is_nearly_right() -> None:
    """Whoever mistypes a column is told what it may have been meant to be."""
    with pytest.raises(UsageFault) as caught:
        read_people(b"studnet,shoe\nada,38\n", "people.csv")
    assert "for the column 'studnet': did you mean student?" in caught.value.hint


def test_who_is_not_in_the_list_keeps_his_name() -> None:
    """An unknown student is known by his name; an address is taken for one."""
    assert People().person("bob") == Person("bob", "bob", login="bob")
    assert People().person("b@x.example").email == "b@x.example"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "lists no students"),
        (b"student,section\n,A\n", "line 2: this row names nobody"),
        (b"shoe\n38\n", "does not say who is who"),
        (b"student\nada\nben\nada\n", "line 4: 'ada' is there twice, first on line 2"),
        (b"student\n\xff\n", "cannot be read as CSV"),
        (b'student\n"ada\n', "cannot be read as CSV"),
    ],
    ids=["empty", "no name", "no column", "twice", "not UTF-8", "not CSV"],
)
def test_a_bad_list_is_refused(data: bytes, told: str) -> None:
    """The message names file, line and reason."""
    with pytest.raises(UsageFault, match=r"people\.csv") as caught:
        read_people(data, "people.csv")
    assert told in caught.value.message


def test_the_graders_own_failure_is_no_grade(course: tuple[Report, ...]) -> None:
    """A grader fault leaves a gap, never a zero."""
    book = gradebook(course, Options())
    assert list(gaps(book)) == [("bob@school.example", "dropout")]
    alone = gradebook([one for one in course if one.exercise == "dropout"], Options())
    assert [row.person.student for row in alone.rows] == ["ada", "=HYPERLINK(0)"]


@pytest.mark.parametrize("title", ["Final Score", "Unposted Current Grade", "Section"])
def test_canvas_would_drop_some_titles(title: str, course: tuple[Report, ...]) -> None:
    """A title that Canvas reads as something else is refused."""
    with pytest.raises(UsageFault, match="Canvas keeps no assignment"):
        export(find_format("canvas-csv"), course, Options(columns={"relu": title}))


def test_two_exercises_never_share_a_column(course: tuple[Report, ...]) -> None:
    """The same title twice is told apart by the exercise's name."""
    options = Options(columns={"relu": "Homework", "dropout": "Homework"})
    text = export(find_format("canvas-csv"), course, options)["canvas.csv"].decode()
    header = next(csv.reader(io.StringIO(text)))
    assert header[4:] == ["Homework", "Homework – dropout"]


def test_moodle_feedback_never_comes_without_a_grade(course: tuple[Report, ...]) -> None:
    """Where the grade is empty the feedback is, too."""
    text = export(find_format("moodle-csv"), course)["moodle.csv"].decode()
    for row in csv.reader(io.StringIO(text)):
        for grade, feedback in zip(row[2::2], row[3::2], strict=True):
            assert bool(grade) == bool(feedback)
