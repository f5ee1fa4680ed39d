"""Back to a learning platform: its table of grades, and feedback files as its upload wants them."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.export import canvas_csv, nbgrader_csv, points
from grader.export.gradebook import csv_bytes
from grader.export.moodle_csv import feedback
from grader.export.options import Files, Options
from grader.export.people import People, Person
from grader.foundation.model import Report
from grader.report.amounts import exact_points
from grader.report.render import render_html

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same reports make the same bytes
_CANVAS_FILE = re.compile(r"[^_/]+_(?:LATE_)?(\d+)_(?:\d+_.+|(?:text|link)\.html?)")


@dataclass(frozen=True)
class Returned:
    """One student's report on its way back. place: where the file lay in the download."""

    report: Report
    person: Person
    place: str
    folder: str


@dataclass(frozen=True)
class Platform:
    """A platform that takes results. build: its files. layout: of its download.

    scripts: templates of programs that put the files in their places there.
    """

    name: str
    title: str
    build: Callable[[Sequence[Returned], Options], Files]
    layout: str = ""
    scripts: tuple[str, ...] = ()


def canvas(found: Sequence[Returned], options: Options) -> Files:
    """Return the gradebook, the comments, and for each file that was downloaded a report."""
    found = [replace(one, person=_numbered(one)) for one in found]
    graded = _graded(found)
    people = People({one.person.student: one.person for one in found})
    rows = [("ID", "Student", "Assignment", "Comment")]
    rows += [
        (one.person.canvas_id, one.person.name, _title(one, options), _comment(one.report))
        for one in graded
    ]
    pages = {_stem(one.place) + ".html": one.report for one in graded if one.place}
    return {
        **canvas_csv.build(tuple(one.report for one in found), replace(options, people=people)),
        "canvas-comments.csv": csv_bytes(rows),
        "canvas-feedback.zip": _zip(pages),
    }


def moodle(found: Sequence[Returned], options: Options) -> Files:
    """Return the grading worksheet of each exercise, and the feedback files in their folders."""
    graded = _graded(found)
    files: Files = {}
    for exercise in dict.fromkeys(one.report.exercise for one in graded):
        mine = [one for one in graded if one.report.exercise == exercise]
        header = ("Identifier", "Full name", "ID number", "Email address", "Grade",
                  "Feedback comments")  # fmt: skip
        rows = [header, *(_worksheet_row(one) for one in mine if not one.report.excused)]
        files[f"moodle-{exercise}.csv"] = csv_bytes(rows)
        pages = {_beside(one): one.report for one in mine if _participant(one)}
        files[f"moodle-{exercise}-feedback.zip"] = _zip(pages)
    return files


def nbgrader(found: Sequence[Returned], options: Options) -> Files:
    """Return nbgrader's table, and reports as it lays its feedback out."""
    people: dict[str, Person] = {}
    titles: dict[str, str] = {}
    pages: Files = {}
    for one in found:
        own = _of_nbgrader(one)
        student, assignment = own or (one.folder, one.report.exercise)
        people[one.report.student] = replace(one.person, id=student) if own else one.person
        titles.setdefault(one.report.exercise, assignment)
        if one.report.status != "grader_fault":
            file = PurePosixPath(one.place)
            stem = file.stem if file.suffix == ".ipynb" else one.report.exercise
            page = render_html(one.report).encode()
            pages[f"feedback/{student}/{assignment}/{stem}.html"] = page
    known = replace(options, people=People(people), columns={**titles, **options.columns})
    return {**nbgrader_csv.build(tuple(one.report for one in found), known), **pages}


def brightspace(found: Sequence[Returned], options: Options) -> Files:
    """Return a table of points, and the reports."""
    return _table_and_pages("brightspace", found, options, " Points Grade", end=True)


def blackboard(found: Sequence[Returned], options: Options) -> Files:
    """Return a table of points, and the reports."""
    return _table_and_pages("blackboard", found, options, "")


def html(found: Sequence[Returned], options: Options) -> Files:
    """Return a table of points, and the reports, for platforms that take neither."""
    return _table_and_pages("html", found, options, "")


PLATFORMS = (
    Platform("canvas", "Canvas", canvas, "canvas"),
    Platform("moodle", "Moodle", moodle, "moodle"),
    Platform("nbgrader", "nbgrader", nbgrader, "nbgrader", ("nbgrader/nbgrader_return.py",)),
    Platform("brightspace", "Brightspace", brightspace, "brightspace"),
    Platform("blackboard", "Blackboard", blackboard, "blackboard"),
    Platform("html", "a table and a page for each student", html),
)


def _table_and_pages(
    name: str, found: Sequence[Returned], options: Options, kind: str, *, end: bool = False
) -> Files:
    graded = _graded(found)
    titles = {one.report.exercise: f"{_title(one, options)}{kind}" for one in graded}
    by_student: dict[str, list[Returned]] = {}
    for one in graded:
        by_student.setdefault(one.person.student, []).append(one)
    who = ("OrgDefinedId", "Username") if end else ("Username", "Last Name", "First Name")
    last = ("End-of-Line Indicator",) if end else ()
    rows: list[tuple[str, ...]] = [(*who, *titles.values(), *last)]
    for mine in by_student.values():
        person = mine[0].person
        login = person.login or ("" if person.id else person.student)
        keys = (person.id, login) if end else (login, person.last_name, person.first_name)
        scores = {one.report.exercise: _score(one.report) for one in mine}
        cells = (scores.get(exercise, "") for exercise in titles)
        rows.append((*keys, *cells, *(("#",) if end else ())))
    pages = {f"{one.folder}/{one.report.exercise}.html": one.report for one in graded}
    return {f"{name}.csv": csv_bytes(rows), f"{name}-feedback.zip": _zip(pages)}


def _graded(found: Iterable[Returned]) -> list[Returned]:
    """Return those that the grader could judge: its own failure is no grade."""
    return [one for one in found if one.report.status != "grader_fault"]


def _worksheet_row(one: Returned) -> tuple[str, ...]:
    number = _participant(one) or one.person.moodle_id
    person = one.person
    return (
        f"Participant {number}" if number else "",
        person.name,
        person.id,
        person.email,
        _score(one.report),
        feedback(one.report),
    )


def _comment(report: Report) -> str:
    """Return what a student is told: the points that count, and the feedback."""
    if report.excused:
        return feedback(report)
    most = exact_points(points.possible(report))
    return f"{_score(report)} of {most} points. {feedback(report)}"


def _numbered(one: Returned) -> Person:
    """Return a person with Canvas's own number, which the name of a downloaded file tells."""
    told = _CANVAS_FILE.fullmatch(one.place.split("/", 1)[0])
    number = one.person.canvas_id or (told[1] if told else "")
    return replace(one.person, canvas_id=number)


def _of_nbgrader(one: Returned) -> tuple[str, str] | None:
    """Return what nbgrader calls the student and the assignment, if the download tells that."""
    parts = one.place.removeprefix("inbound/").removeprefix("submitted/").split("/")
    if parts[0].count("+") > 1:
        parts = [*parts[0].split("+")[:2], *parts[1:]]
    return (parts[0], parts[1]) if len(parts) > 2 else None


def _participant(one: Returned) -> str:
    """Return the number of a participant in a Moodle assignment, from the download's name."""
    before, found, _ = one.place.partition("_assignsubmission_")
    return before.rsplit("_", 1)[-1] if found else ""


def _beside(one: Returned) -> str:
    """Return where a report belongs in Moodle's feedback zip: where the file was, renamed."""
    top, _, inside = one.place.partition("/")
    if inside:
        return f"{top}/{one.report.exercise}.html"
    start = top[: top.index("_assignsubmission_")]
    return f"{start}_assignsubmission_file_{one.report.exercise}.html"


def _stem(place: str) -> str:
    """Return the name of a downloaded file without its last suffix, and without what is in it."""
    return place.split("/", 1)[0].rsplit(".", 1)[0]


def _score(report: Report) -> str:
    return "" if report.excused else exact_points(points.counts(report))


def _title(one: Returned, options: Options) -> str:
    return options.columns.get(one.report.exercise, one.report.title)


def _zip(pages: dict[str, Report]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, report in sorted(pages.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), render_html(report).encode())
    return data.getvalue()
