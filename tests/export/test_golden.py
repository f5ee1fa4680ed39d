"""Every format byte by byte, and against a written schema of what its reader takes.

GOLDEN=write pytest tests/export/test_golden.py writes the files again; read the difference.
"""

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import junit_rules
import msgspec
import pytest

from grader.export import FORMATS, Options, export, find_format
from grader.export.people import read_people
from grader.foundation.errors import GraderFault, UsageFault
from grader.foundation.model import Report

HERE = Path(__file__).parent
PEOPLE = (
    b"student,first_name,last_name,email,id,login,section\n"
    b"ada,Ada,Lovelace,ada@school.example,4711,al1815,A\n"
)
ONE = [one.name for one in FORMATS if not one.name.endswith("-csv")]
CLASS = [one.name for one in FORMATS if one.takes == "any"]
RUN = {
    "CLASSROOM": "tf", "ASSIGNMENT": "relu", "ASSIGNMENT_TYPE": "group", "OWNER": "ada-l",
    "SUBMISSION_TAG": "submission-1", "COMMIT_URL": "https://git.example/commit/1",
}  # fmt: skip
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (HERE / "schemas").glob("*.json")}


def compare(folder: Path, files: dict[str, bytes]) -> None:
    """Compare files with the golden ones, or write those when that is asked for."""
    for name, data in files.items():
        golden = folder / name
        if os.environ.get("GOLDEN") == "write":
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_bytes(data)
        assert golden.read_bytes().decode() == data.decode()


def validate(form: str, files: dict[str, bytes]) -> None:
    """Fail for a file that its reader would not take."""
    for name, data in files.items():
        if name.endswith(".json"):
            schema = SCHEMAS[f"{form}-{Path(name).stem}"]
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.validate(json.loads(data), schema)
        elif name.endswith(".xml"):
            assert junit_rules.faults(ElementTree.fromstring(data)) == []  # noqa: S314 - our own


@pytest.mark.parametrize("form", ONE)
@pytest.mark.parametrize("case", ["failed", "passed", "stopped", "fault", "late"])
def test_one_report(form: str, case: str, reports: dict[str, Report]) -> None:
    """One report of each kind in each format is what it was, and valid."""
    chosen = find_format(form)
    options = Options(folder="homework/ada", run=RUN)
    if chosen.grades_only and case == "fault":
        with pytest.raises(GraderFault, match="no grade"):
            export(chosen, (reports[case],), options)
        return
    files = export(chosen, (reports[case],), options)
    assert set(chosen.files) == set(files)
    validate(form, files)
    compare(HERE / "golden" / form / case, files)


@pytest.mark.parametrize("form", CLASS)
def test_a_class(form: str, course: tuple[Report, ...]) -> None:
    """A class in each format that takes one is what it was, and valid."""
    options = Options(
        columns={"relu": "ReLU (12345)"}, people=read_people(PEOPLE, "people.csv"), run=RUN
    )
    files = export(find_format(form), course, options)
    validate(form, files)
    compare(HERE / "golden" / form / "class", files)


def test_a_batch_knows_no_time(reports: dict[str, Report]) -> None:
    """A report of a batch, which has no time of day, is exported without one."""
    timeless = msgspec.structs.replace(reports["failed"], started="", duration_s=0.0)
    options = Options(times={("ada", "relu"): ("", "2026-03-04T10:00:00+00:00")})
    for form in FORMATS:
        for name, data in export(form, (timeless,), options).items():
            if name.endswith(".xml"):
                suite = ElementTree.fromstring(data)[0]  # noqa: S314 - our own document
                assert "timestamp" not in suite.attrib


TIMES = {
    "journal": ({("ada", "relu"): ("", "2026-03-01T00:00:00+02:00")}, "", "2026-02-28T22:00:00Z"),
    "tag": ({}, "submit/2026-03-03T14-32-05Z-a1b2c3d", "2026-03-03T14:32:05Z"),
    "grading": ({}, "submission-1", "2026-03-04T10:20:30Z"),
}


@pytest.mark.parametrize("known", TIMES)
def test_classroom50_is_told_when_work_was_handed_in(known: str, reports) -> None:
    """By the journal, else by the submission's name, else by when it was graded; else by nobody."""
    times, tag, wanted = TIMES[known]
    options = Options(times=times, run={"SUBMISSION_TAG": tag})
    data = export(find_format("classroom50"), (reports["failed"],), options)["result.json"]
    result = json.loads(data)
    assert result["datetime"] == wanted
    assert (result["owner"], result["assignment_type"]) == ("ada", "individual")
    timeless = msgspec.structs.replace(reports["failed"], started="")
    with pytest.raises(UsageFault, match="not known when ada handed in relu"):
        export(find_format("classroom50"), (timeless,))
