"""JUnit as the readers of continuous integration want it, whatever a report holds."""

from xml.etree import ElementTree

import junit_rules
import msgspec
import pytest

from grader.export import export, find_format
from grader.foundation.model import Report


def parsed(*reports: Report) -> ElementTree.Element:
    """Return these reports as the root of a JUnit document."""
    data = export(find_format("junit"), reports)["junit.xml"]
    return ElementTree.fromstring(data)  # noqa: S314 - our own document


@pytest.mark.parametrize("text", ["a", "<&>\"'", "\x00\x1b\ud800￾ ]]>", "=cmd()\n\n"])
def test_jenkins_takes_every_report(text: str, attack, reports, course) -> None:
    """Each kind of report, alone or in a class, with and without times, follows the schema."""
    timeless = [
        msgspec.structs.replace(one, started="", duration_s=0.0) for one in reports.values()
    ]
    long = msgspec.structs.replace(reports["failed"], duration_s=123456.5)
    for some in ([attack(text)], *([one] for one in reports.values()), timeless, course, [long]):
        assert junit_rules.faults(parsed(*some)) == []


def test_the_rules_find_what_jenkins_refuses() -> None:
    """Counts of skipped cases for all suites and properties of a case are such faults."""
    document = ElementTree.fromstring(  # noqa: S314 - our own document
        '<testsuites skipped="1"><testsuite name="a" tests="2" failures="0" time="soon">x'
        "<testcase><properties/></testcase><report/></testsuite></testsuites>"
    )
    assert junit_rules.faults(document) == [
        "testsuites has skipped",
        "testsuite lacks errors",
        "report in testsuite",
        "text in testsuite",
        "testsuite takes soon",
        "testcase lacks name",
        "properties in testcase",
        "there is no element report",
        "tests is 2",
    ]
