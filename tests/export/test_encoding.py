"""Whatever a student types does nothing in any format."""

import csv
import io
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.export import FORMATS, export, find_format
from grader.export.encoding import cell, command, json_bytes
from grader.foundation.errors import UsageFault
from grader.foundation.model import Report

HOSTILE = [
    '=HYPERLINK("http://evil.example","ada")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1＋1",
    "a;=1+1;b",
    "::error file=a.py::owned",
    "ok\n::add-mask::x\n  ::stop-commands::y",
    "x ##[error]owned",
    "</script><script>alert(1)</script>",
    "]]></failure><testcase/>",
    "<!--",
    "\x00\x08\x1b[31m\ufffe\u202eabc",
    "```\n# heading\n```",
    "| a | [b](http://evil.example) ![i](x)",
    "%0A::error::x",
    "a,title=b::c",
    "Points Possible",
    "quote \" and ' and \\ end\\",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),  # what JSON can hold
    st.lists(st.sampled_from([*HOSTILE, ":", "#", "[", "\n", "\r", " ", "&", "a"]), max_size=6).map(
        "".join
    ),
)
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
COMMAND = re.compile(r"::(error|notice) [^\n]*?::[^\n]*")
LINE_COMMAND = re.compile(r"(?m)^\s*::")


def assert_inert(name: str, text: str) -> None:
    """Fail for anything in a file that a runner, browser or spreadsheet would carry out."""
    assert "##[" not in text
    if name == "annotations.txt":
        for line in text.splitlines():
            assert COMMAND.fullmatch(line)
        return
    assert not LINE_COMMAND.search(text.replace("\r", "\n"))
    if name.endswith(".json"):
        json.loads(text)
        assert not set("<>&") & set(text)
    elif name.endswith(".xml"):
        root = ElementTree.fromstring(text)  # noqa: S314 - our own document
        assert len(root.findall("testsuite/testcase")) == 3
    elif name.endswith(".csv"):
        assert_rows(text)


def assert_rows(text: str) -> None:
    """Fail for a formula, a cell too many, or a row that is not a student's."""
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == (3 if rows[0][0] == "Student" else 2)
    for row in rows:
        for value in row:
            assert not FORMULA.match(value) or NUMBER.fullmatch(value)
            assert not set(";\t\r\n") & set(value)


@pytest.mark.parametrize("form", [one.name for one in FORMATS])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_known_attacks_do_nothing(form: str, text: str, attack: Callable[[str], Report]) -> None:
    """Formulas, workflow commands, tags and markup are text in every format."""
    for name, data in export(find_format(form), (attack(text),)).items():
        assert_inert(name, data.decode())


OF_CANVAS = ("Student", "ID", "SIS Login ID", "Section")


@settings(max_examples=150)
@given(text=TEXTS)
def test_random_text_does_nothing(text: str, attack: Callable[[str], Report]) -> None:
    """Any text at all is text in every format; what is a column of Canvas' own is refused."""
    for form in FORMATS:
        if form.name == "canvas-csv" and text.strip() in OF_CANVAS:
            with pytest.raises(UsageFault, match="Canvas keeps no assignment called"):
                export(form, (attack(text),))
            continue
        for name, data in export(form, (attack(text),)).items():
            assert_inert(name, data.decode())


@pytest.mark.parametrize("text", OF_CANVAS)
def test_a_title_that_is_a_column_of_canvas_is_refused(
    text: str, attack: Callable[[str], Report]
) -> None:
    """Such an assignment would be dropped without a word."""
    with pytest.raises(UsageFault, match="Canvas keeps no assignment called"):
        export(find_format("canvas-csv"), (attack(text),))


def test_a_row_of_possible_points_is_ours(attack: Callable[[str], Report]) -> None:
    """A student called "Points Possible" cannot set an assignment's points in Canvas."""
    text = export(find_format("canvas-csv"), (attack("Points Possible"),))["canvas.csv"].decode()
    assert [row[0] for row in csv.reader(io.StringIO(text))][1:] == [
        "Points Possible", "Points-Possible",
    ]  # fmt: skip


def test_json_reads_back_as_the_same_text() -> None:
    """Numbered characters change the bytes, never the meaning."""
    text = "</script> & ::error:: ##[x] \\:: \\\\::: \u2028é"
    assert json.loads(json_bytes({"a": [text]})) == {"a": [text.replace("\u2028", "")]}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1", "'=1"),
        ("  -1", "-1"),
        (" -x", "'-x"),
        ("4.5", "4.5"),
        ("Ada; =1", "Ada, =1"),
        ("a\tb\r\nc", "a b c"),
        ("::x::", ": :x: :"),
        ("ada@school.example", "ada@school.example"),
    ],
)
def test_a_cell_is_one_plain_value(text: str, shown: str) -> None:
    """A formula is quoted, a separator replaced, an ordinary value left alone."""
    assert shown == cell(text)


def test_a_command_holds_one_message() -> None:
    """Percent signs, line ends and, in properties, colons and commas are escaped."""
    line = command("error", "50%\nb", {"file": "a,b:c%.py", "line": 3, "title": ""})
    assert line == "::error file=a%2Cb%3Ac%25.py,line=3::50%25%0Ab"
