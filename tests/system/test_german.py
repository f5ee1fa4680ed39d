"""In German nothing is said in English but code and what TensorFlow and Python say."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from english import english

from grader.catalog import Catalog
from grader.cli.main import grade, run
from grader.foundation.model import Report
from grader.pipeline import Grader
from grader.report.render import render_html, render_markdown, render_text
from grader.report.translation import translated

TESTS = Path(__file__).parents[1]
EXERCISES = TESTS.parent / "exercises"
FILES = [
    *sorted((TESTS / "submissions" / "beginners").glob("*/*.py")),
    *sorted(EXERCISES.glob("*/mistakes/*.py")),
]
SOME = ("not_printed", "no_relu", "float64", "no_initializer")
# TensorFlow and Python speak for themselves, and a page holds what they and the script said.
THEIRS = re.compile(
    r"<style>.*?</style>|<script>.*?</script>|<pre.*?</pre>|<code.*?</code>"
    r'|<section class="card problem.*?</p>|<td.*?</td>|<svg.*?</svg>',
    re.DOTALL,
)


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test be a German reader's."""
    monkeypatch.setenv("GRADE_LANGUAGE", "de")


def texts(report: Report) -> list[str]:
    """Return what a report says in sentences of ours."""
    found = [report.title, report.message, *report.notes]
    if report.problem is not None:
        own = " " in report.problem.type  # else it is the name of an exception
        found += [report.problem.type, report.problem.message] if own else []
        found.append(report.problem.hint)
    found += [report.mistake.hint] if report.mistake else []
    for one in report.checks:
        said = one.message.partition("fehlgeschlagen: ")  # behind it TensorFlow speaks
        found += [one.description, f"{said[0]}{said[1]}", one.hint]
        found += [table.caption for table in one.tables]
        for figure in one.figures:
            found += [figure.title, figure.x_label, figure.y_label]
    return found


def slug_of(path: Path) -> str:
    """Return the exercise that a file answers."""
    return path.parent.name if "beginners" in path.parts else path.parents[1].name


def said_in_english(path: Path, grader: Grader) -> list[str]:
    """Return the sentences of a file's report that have English words in them."""
    report = grader.grade_file(Catalog().get(slug_of(path)), path, "student")
    checks = "|".join(check.name for check in report.checks)  # the names of functions
    return [
        text
        for text in texts(translated(report, "de"))
        if english(re.sub(rf"(?<=zuerst zu beheben: )({checks})\.$", "", text))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_a_report_is_german(name: str, grader: Grader) -> None:
    """The report on a known mistake has no English sentence, in any format."""
    path = EXERCISES / "relu" / "mistakes" / f"{name}.py"
    report = grader.grade_file(Catalog().get("relu"), path, "student")
    assert [text for text in texts(translated(report, "de")) if english(text)] == []
    page = re.sub(r"<[^>]*>", " ", THEIRS.sub(" ", render_html(report)))
    assert english(page) == []
    markdown = render_markdown(report).replace("\\", "")
    own = [*markdown.split("```")[::2], render_text(report)]
    assert report.problem is not None or english(" ".join(own)) == []


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_every_report_is_german(grader: Grader) -> None:
    """So it is with every known mistake, and every wrong answer of a beginner."""
    found = {str(path): said_in_english(path, grader) for path in FILES}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("name", ["", "relu", *sorted(grade.commands)])
def test_help_is_german(name: str) -> None:
    """The help of each command is German; what is typed is not translated."""
    done = CliRunner().invoke(grade, [*filter(None, [name]), "--help"])
    shown = re.sub(r"^  .*?  |[A-Z]{2,}|^Aufruf: .*", " ", done.output, flags=re.MULTILINE)
    assert done.exit_code == 0
    assert english(shown) == []


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["relux"], id="an unknown exercise"),
        pytest.param(["--nothing"], id="an unknown option"),
        pytest.param(["batch"], id="a missing argument"),
        pytest.param(["start", "relu", "zwei"], id="an argument too many"),
        pytest.param(["hint", "relu"], id="no result yet"),
        pytest.param(["solution", "relu"], id="not passed yet"),
        pytest.param(["relu", "--json", "--format", "junit"], id="two formats"),
        pytest.param(["batch", "nowhere", "--out", "out"], id="no folder"),
        pytest.param(["export", "nowhere", "--format", "junit"], id="nothing to export"),
        pytest.param(["start", "relu"], id="start"),
        pytest.param(["list"], id="list"),
        pytest.param([], id="overview"),
        pytest.param(["data"], id="data"),
        pytest.param(["relu"], id="no file"),
    ],
)
def test_the_terminal_is_german(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a command says, and what it complains of, is German."""
    monkeypatch.chdir(tmp_path)
    run(arguments)
    shown = "".join(capsys.readouterr())
    assert shown
    assert english(re.sub(r"^Aufruf: .*|\n", " ", shown, flags=re.MULTILINE)) == []


def test_the_texts_are_looked_through() -> None:
    """The search for English words finds them, and passes over code and German."""
    assert english("The graph is right, and `the graph` is not.") == ["is", "and", "is", "not"]
    assert english("Der Graph ist richtig, in `the graph` nicht; siehe 'not'.") == []
    assert isinstance(grade, click.Group)
