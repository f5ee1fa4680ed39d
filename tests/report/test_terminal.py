"""A report as a terminal shows it."""

import io
import subprocess
import sys

import msgspec
import pytest
from rich.console import Console

from grader.foundation.model import Cell, Problem, Report, SourceLine, Table
from grader.report.printing import print_report
from grader.report.terminal import blocks, cells, excerpt, fold, spread, tail


def shown(
    report: Report, *, verbose: bool = False, encoding: str = "utf-8", **options: object
) -> str:
    """Return what print_report writes to a stream."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    print_report(report, Console(file=stream, width=80, **options), verbose=verbose)  # type: ignore[arg-type]
    return raw.getvalue().decode(encoding)


def test_nothing_is_coloured_off_a_terminal(reports: dict[str, Report]) -> None:
    """A pipe gets plain text of at most 80 columns."""
    text = shown(reports["failed"], verbose=True)
    assert "\x1b" not in text
    assert max(map(len, text.split("\n"))) <= 80


def test_no_color_is_honoured(reports: dict[str, Report], monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR a terminal gets no colour; without it, red for what failed."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;31m" in shown(reports["failed"], force_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in shown(reports["failed"], force_terminal=True)


def test_the_layout_of_a_failed_report(reports: dict[str, Report]) -> None:
    """Title with score first, a line per check, what to do next at the end."""
    lines = shown(reports["failed"]).rstrip().split("\n")
    assert lines[0] == "✗ relu · A network with a ReLU" + "failed · 1.5 of 10".rjust(50)
    assert "✓ `output` is computed by your graph." + "1/1".rjust(43) in lines
    assert "    hint: Apply ReLU to `xW + b`, before the output layer." in lines
    assert "    1    -5.11*  -8.44*" in lines
    assert lines[-1] == "next: change relu.py and grade it again; `grade hint relu` helps"


def test_output_is_shown_on_request_only(reports: dict[str, Report]) -> None:
    """What the script printed appears when verbose is set, each line behind a bar."""
    assert "[24.01 38.24]]" not in shown(reports["failed"])
    assert "  │  [24.01 38.24]]\n" in shown(reports["failed"], verbose=True)


def test_a_fault_of_the_grader_is_not_blamed_on_the_student(reports: dict[str, Report]) -> None:
    """A grader fault sends the student to the teacher."""
    text = shown(reports["grader_fault"])
    assert "grader fault: not your fault" in text
    assert "costs you no points" in text and "change relu.py" not in text


@pytest.mark.parametrize("status", ["passed", "failed", "ungradable"])
def test_a_stream_without_unicode_gets_stand_ins(status: str, reports: dict[str, Report]) -> None:
    """On an ASCII stream signs become letters and nothing is raised."""
    report = msgspec.structs.replace(reports[status], student="é[red]", title="Übung [1]")
    text = shown(report, encoding="ascii", verbose=True)
    assert text[:2] == {"passed": "+ ", "failed": "x ", "ungradable": "- "}[status]
    assert "[1]" in text


def test_spread_puts_the_score_at_the_right_edge() -> None:
    """The first line is as wide as asked; the rest is wrapped before the score's column."""
    assert spread("one two three", "1/2", 14) == ["one two    1/2", "three"]


def test_fold_keeps_lines_and_breaks_long_words() -> None:
    """Empty lines stay, nothing is wider than asked."""
    assert fold("a b\n\n" + "x" * 20, 10) == ["a b", "", "x" * 10, "x" * 10]


def test_tail_keeps_the_end() -> None:
    """Both limits count from the end."""
    assert tail("a\nb\nc\n", 2, 100) == "b\nc"
    assert tail("abcdef", 5, 3) == "def"


@pytest.mark.parametrize(
    ("line", "width", "text", "caret"),
    [
        (SourceLine("f", 1, "x = (1", 5), 0, "x = (1", "    ^"),
        (SourceLine("f", 1, "x = abc + 1", 5, 8), 0, "x = abc + 1", "    ^^^"),
        (SourceLine("f", 1, "x = a", 5, 99), 0, "x = a", "    ^"),
        (SourceLine("f", 1, "a" * 30 + "(bcd)" + "b" * 30, 31, 36), 10, "…aaaaa(bc…", "      ^^^^"),
        (SourceLine("f", 1, "x = 1"), 0, "x = 1", ""),
        (SourceLine("f", 1, "\tx = (", 6), 0, "    x = (", "        ^"),
        (SourceLine("f", 1, "x", 99), 0, "x", " ^"),
        (SourceLine("f", 1, "", 0), 0, "", ""),
        (SourceLine("f", 1, "値 = (", 5), 0, "値 = (", "     ^"),
        (SourceLine("f", 1, "a" * 30 + "(" + "b" * 30, 31), 10, "…aaaaa(bb…", "      ^"),
    ],
    ids=[
        "caret", "range", "range beyond the end", "cut range", "no column", "tab",
        "beyond the end", "empty", "wide", "cut",
    ],
)  # fmt: skip
def test_excerpt_points_at_the_column(line: SourceLine, width: int, text: str, caret: str) -> None:
    """The caret stands below the column, with tabs, wide signs and cut lines."""
    found = excerpt(line, width)
    assert (found.text, found.caret) == (text, caret)
    assert not width or len(found.text) <= width


def test_the_error_comes_first_and_what_was_not_reached_is_no_failure(
    reports: dict[str, Report],
) -> None:
    """Error, the lines above it and carets; then a line for each check, those skipped in words."""
    report = reports["error"]
    where = SourceLine("relu.py", 5, "y = f(x)", 5, 9, ("import f", "# later"))
    checks = [msgspec.structs.replace(one, hint="", tables=()) for one in report.checks]
    checks[-1] = msgspec.structs.replace(checks[-1], message="not reached: stopped at line 5")
    report = msgspec.structs.replace(
        report,
        problem=Problem("NameError", "name 'x' is not defined", "Spell it.", (where,)),
        checks=tuple(checks),
    )
    text = shown(report)
    assert text.index("NameError") < text.index("✓ `output` is computed")
    lines = text.split("\n")
    at = lines.index("    │ y = f(x)")
    assert lines[at - 2 : at + 2] == [
        "    │ import f", "    │ # later", "    │ y = f(x)", "    │     ^^^^",
    ]  # fmt: skip
    assert "– The script prints what comes out." + "not reached".rjust(45) in lines
    assert "stopped at line 5" not in text


def test_a_wide_table_goes_on_below() -> None:
    """Columns that do not fit follow in a second block, after the row names again."""
    table = Table("t", ("row", "a", "b"), ((Cell("0"), Cell("111.5"), Cell("2", wrong=True)),))
    assert len(blocks(table, 15)) == 1
    first, second = blocks(table, 14)
    assert [piece.text for piece in first[1]] == ["0  ", "111.5 "]
    assert [piece.text for piece in second[1]] == ["0  ", "2*"]
    assert second[1][1].wrong


@pytest.mark.parametrize(
    "table",
    [Table("t", (), ()), Table("t", ("row",), ()), Table("t", ("a", "b"), ((Cell("1"),),))],
    ids=["nothing", "no rows", "a short row"],
)
def test_odd_tables_can_be_laid_out(table: Table) -> None:
    """A table without rows, columns or cells is no error."""
    for block in blocks(table, 40):
        assert len({len(row) for row in block}) == 1


def test_importing_the_pages_loads_neither_rich_nor_jinja() -> None:
    """The modules load what draws only when something is drawn."""
    code = (
        "import sys, grader.report.render, grader.report.terminal;"
        "sys.exit(any(name in sys.modules for name in ('rich', 'jinja2', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "text", ["層は線形です" * 12, "e\u0301" * 60, "日本 " * 30, "👩‍🔬 graph " * 10]
)
def test_wide_and_combining_characters_keep_within_the_width(text: str) -> None:
    """Lines are measured in the columns that a terminal gives them."""
    lines = fold(text, 20)
    assert all(cells(line) <= 20 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
