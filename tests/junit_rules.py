"""What the xUnit plugin of Jenkins takes as JUnit XML: its schema "junit-10", as rules in Python.

GitLab and pytest's own reader take all that these rules allow.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_TIME = re.compile(r"(?:\d*,?)*(?:\.\d*)?")  # digits, in groups by commas if one likes
_REASON = frozenset({"type", "message"})
_STREAMS = frozenset({"system-out", "system-err"})
_RERUNS = frozenset({"rerunFailure", "rerunError", "flakyFailure", "flakyError"})


@dataclass(frozen=True)
class Rule:
    """What one element may have. text: whether there may be any but blanks."""

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    text: bool = False


RULES = {
    "testsuites": Rule(
        may=frozenset({"name", "time", "tests", "failures", "errors"}),
        children=frozenset({"testsuite"}),
    ),
    "testsuite": Rule(
        needs=frozenset({"name", "tests", "failures", "errors"}),
        may=frozenset({
            "group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log",
            "url",
        }),
        children=frozenset({"testsuite", "properties", "testcase"}) | _STREAMS,
    ),
    "testcase": Rule(
        needs=frozenset({"name"}),
        may=frozenset({"time", "classname", "group"}),
        children=frozenset({"skipped", "error", "failure"}) | _RERUNS | _STREAMS,
    ),
    "properties": Rule(children=frozenset({"property"})),
    "property": Rule(needs=frozenset({"name", "value"})),
    **{tag: Rule(may=_REASON, text=True) for tag in ("skipped", "error", "failure")},
    **{tag: Rule(text=True) for tag in _STREAMS},
}  # fmt: skip


def faults(root: Element) -> list[str]:
    """Return what the schema does not allow in a document, and what its counts leave out."""
    found = [] if root.tag in ("testsuites", "testsuite") else [f"the root is {root.tag}"]
    for element in root.iter():
        rule = RULES.get(element.tag)
        if rule is None:
            found.append(f"there is no element {element.tag}")
            continue
        names = set(element.attrib)
        found += [f"{element.tag} lacks {name}" for name in sorted(rule.needs - names)]
        found += [f"{element.tag} has {name}" for name in sorted(names - rule.needs - rule.may)]
        found += [f"{c.tag} in {element.tag}" for c in element if c.tag not in rule.children]
        inside = (element.text or "") + "".join(child.tail or "" for child in element)
        if inside.strip() and not rule.text:
            found.append(f"text in {element.tag}")
        if element.tag != "testcase" and not _TIME.fullmatch(element.get("time", "")):
            found.append(f"{element.tag} takes {element.get('time')}")
    return found + [one for suite in root.iter("testsuite") for one in _miscounted(suite)]


def _miscounted(suite: Element) -> list[str]:
    """Return which counts of a suite are not those of its cases."""
    cases = suite.findall("testcase")
    wanted = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    told = {name: suite.get(name, "0") for name in wanted}
    return [f"{name} is {told[name]}" for name, n in wanted.items() if told[name] != str(n)]
