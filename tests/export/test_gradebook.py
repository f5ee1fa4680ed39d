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


def test_who_is_not_in_the_list_keeps_his_name() -> None:
    """An unknown student is known by his name; an address is taken for one."""
    assert People().person("bob") == Person("bob", "bob", login="bob")
    assert People().person("b@x.example").email == "b@x.example"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "lists no students"),
        (b"student,name\n,Ada\n", "line 2: `student` is empty"),
        (b"name\nAda\n", "line 2: `student` is empty"),
        (b"student\nada\nada\n", "line 3: 'ada' is there twice"),
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
