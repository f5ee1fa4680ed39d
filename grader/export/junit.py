"""JUnit XML as pytest writes it (xunit2), which every CI system reads.

A report is a suite, a check a case. A submission that could not be judged has only skipped checks,
which a CI system takes for success; so what stopped it is a case of its own, an error.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from grader.export import points, words
from grader.export.encoding import xml_bytes, xml_text
from grader.export.options import Files, Options
from grader.foundation.model import CheckResult, Report
from grader.report.amounts import exact_points

_OUTPUT = 20_000


def build(reports: tuple[Report, ...], options: Options) -> Files:
    """Return junit.xml."""
    return {"junit.xml": document(reports)}


def document(reports: tuple[Report, ...]) -> bytes:
    """Return all reports as suites of one document."""
    root = Element("testsuites", name="graphgrade")
    students = {report.student for report in reports}
    for report in reports:
        root.append(_suite(report, named=len(students) > 1))
    for count in ("tests", "failures", "errors"):  # no schema has `skipped` here
        root.set(count, str(sum(int(suite.get(count, 0)) for suite in root)))
    root.set("time", f"{sum(report.duration_s for report in reports):.3f}")
    return xml_bytes(root)


def _suite(report: Report, *, named: bool) -> Element:
    name = xml_text(f"{report.student}/{report.exercise}" if named else report.exercise, 300)
    suite = Element("testsuite", name=name)
    cases = [_case(name, check) for check in report.checks]
    if report.problem is not None:
        cases.insert(0, _problem(name, report))
    suite.set("tests", str(len(cases)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{report.duration_s:.3f}")
    if report.started:
        suite.set("timestamp", xml_text(report.started, 40))
    _properties(
        suite,
        {
            "student": xml_text(report.student, 300),
            "status": report.status,
            "score": exact_points(points.counts(report)),
            "max_score": exact_points(points.possible(report)),
            **_points_of(report),
        },
    )
    suite.extend(cases)
    if report.output.strip():
        SubElement(suite, "system-out").text = xml_text(report.output[-_OUTPUT:])
    return suite


def _case(suite: str, check: CheckResult) -> Element:
    case = Element("testcase", classname=suite, name=xml_text(check.name, 200), time="0.000")
    if check.status == "skipped":
        SubElement(case, "skipped", type="graphgrade.skipped", message=_line(check.message))
    elif check.status != "passed":
        tag = "failure" if check.status == "failed" else "error"
        found = SubElement(case, tag, type=f"graphgrade.{check.status}")
        found.set("message", _line(check.message))
        found.text = xml_text(words.explanation(check))
    return case


def _problem(suite: str, report: Report) -> Element:
    case = Element("testcase", classname=suite, name="submission", time="0.000")
    error = SubElement(case, "error", type=f"graphgrade.{report.status}")
    error.set("message", _line(report.message))
    error.text = xml_text(words.problem(report))
    return case


def _points_of(report: Report) -> dict[str, str]:
    """Return each check's points and what it says, for a case itself may have no property."""
    found = {}
    for check in report.checks:
        name = xml_text(check.name, 200)
        found[f"{name}.description"] = xml_text(check.description)
        found[f"{name}.points"] = exact_points(points.part(check))
        found[f"{name}.max_points"] = exact_points(points.worth(check))
    return found


def _properties(parent: Element, values: Mapping[str, str]) -> None:
    listed = SubElement(parent, "properties")
    for name, value in values.items():
        SubElement(listed, "property", name=name, value=value)


def _line(text: str) -> str:
    return " ".join(xml_text(text, 500).split())
