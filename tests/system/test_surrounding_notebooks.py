"""Notebooks as people leave them, and their exports: a right answer in one is right.

`tests/submissions/surroundings/notebooks/around` holds notebooks and exported scripts with places
for an answer: `{imports}`, `{build}`, `{run}`, or `{answer}` for all of it. `whole/SLUG` has
complete right answers. `told.toml` says what the report on each file in `told` has to say.
"""

import ast
import json
import tomllib
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.foundation.model import Report
from grader.pipeline import Grader

NOTEBOOKS = Path(__file__).parents[1] / "submissions" / "surroundings" / "notebooks"
AROUND = sorted((NOTEBOOKS / "around").iterdir())
WHOLE = sorted((NOTEBOOKS / "whole").glob("*/*"))
TOLD = tomllib.loads((NOTEBOOKS / "told.toml").read_text())["file"]
# Exercises whose answers take no training, and for each a mistake with a diagnosis of its own.
# The last one's checks draw masks for seconds.
MISTAKES = {
    "relu": "no_hidden_bias",
    "save_load": "initialised_after",
    "rename_fix": "not_named",
    "dropout": "no_scaling",
}


def pairs(every: int) -> list[object]:
    """Return each kind with each exercise: one in `every` at once, the others as long tests.

    Of those with the last exercise, a quarter as many.
    """
    return [
        pytest.param(
            path,
            slug,
            id=f"{path.name}-{slug}",
            marks=pytest.mark.long
            if (number - turn) % (4 * every if slug == "dropout" else every)
            else pytest.mark.slow,
        )
        for number, path in enumerate(AROUND)
        for turn, slug in enumerate(MISTAKES)
    ]


def parts(answer: str) -> dict[str, str]:
    """Return an answer in three parts: its imports, what builds the graph, what runs it last."""
    body = ast.parse(answer).body
    lines = answer.rstrip("\n").split("\n")
    begin = next(one.lineno for one in body if isinstance(one, ast.Assign)) - 1
    last = max(one.lineno for one in body if isinstance(one, ast.With)) - 1
    return {
        "imports": "\n".join(lines[:begin]),
        "build": "\n".join(lines[begin:last]),
        "run": "\n".join(lines[last:]),
        "answer": "\n".join(lines),
        "prompted": "\n".join(f"{'...' if line[:1] in ' )]}' else '>>>'} {line}" for line in lines),
    }


def around(template: Path, slug: str, answer: str) -> bytes:
    """Return the file that a template is with an answer in it."""
    text = template.read_text().replace("{slug}", slug).replace("{SLUG}", slug.upper())
    for name, part in parts(answer).items():
        spelt = json.dumps(part)[1:-1] if template.suffix == ".ipynb" else part
        text = text.replace(f"{{{name}}}", spelt).replace(f"{{{name}!r}}", repr(part))
    return text.encode()


def graded(grader: Grader, slug: str, name: str, raw: bytes) -> Report:
    """Return the report on a file."""
    exercise = Catalog().get(slug)
    return grader.grade(exercise, grader.reader.file(exercise, name, raw), "student")


def words(report: Report) -> str:
    """Return everything that a report says, in one text."""
    said = [report.message, *report.notes, *(check.message for check in report.checks)]
    if problem := report.problem:
        said += [problem.type, problem.message, problem.hint]
        said += [f"{line.file}, line {line.line}: {line.text}" for line in problem.lines]
    return "\n".join(said)


@pytest.mark.parametrize(("template", "slug"), pairs(len(MISTAKES) - 1))
def test_a_right_answer_is_right(template: Path, slug: str, grader: Grader) -> None:
    """Whatever the notebook holds beside it, the reference answer scores full marks."""
    answer = Catalog().get(slug).solution.read_text()
    name = f"{slug}{template.suffix}"
    report = graded(grader, slug, name, around(template, slug, answer))
    assert (report.status, report.score) == ("passed", report.max_score), words(report)


@pytest.mark.parametrize(("template", "slug"), pairs(2 * len(MISTAKES)))
def test_a_wrong_answer_has_its_diagnosis(template: Path, slug: str, grader: Grader) -> None:
    """The same notebook hides no mistake."""
    exercise = Catalog().get(slug)
    answer = (exercise.folder / "mistakes" / f"{MISTAKES[slug]}.py").read_text()
    name = f"{slug}{template.suffix}"
    report = graded(grader, slug, name, around(template, slug, answer))
    assert report.mistake is not None, words(report)
    assert report.mistake.name == MISTAKES[slug]
    assert report.score < report.max_score


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=f"{path.parent.name}-{path.stem}",
            marks=pytest.mark.slow if path.parent.name in MISTAKES else pytest.mark.long,
        )
        for path in WHOLE
    ],
)
def test_a_whole_notebook_is_right(path: Path, grader: Grader) -> None:
    """Notebooks and exports as students hand them in, with all that they do beside it."""
    slug = path.parent.name
    report = graded(grader, slug, f"{slug}{path.suffix}", path.read_bytes())
    assert (report.status, report.score) == ("passed", report.max_score), words(report)


@pytest.mark.slow
@pytest.mark.parametrize("case", TOLD, ids=[case["name"] for case in TOLD])
def test_what_cannot_be_run_is_told(case: dict[str, object], grader: Grader) -> None:
    """The report names what the file is or which cell fails, and what to do."""
    name, slug = str(case["name"]), str(case.get("exercise", "relu"))
    raw = (NOTEBOOKS / "told" / name).read_bytes()
    report = graded(grader, slug, name, raw)
    said = words(report)
    for wanted in case["says"]:  # type: ignore[attr-defined]
        assert wanted in said, said
    assert report.score == case.get("score", 0)


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    """There are fifty kinds of notebooks and exports, and each told file has its words."""
    assert len(AROUND) >= 50
    assert len(TOLD) >= 20
    assert {case["name"] for case in TOLD} == {one.name for one in (NOTEBOOKS / "told").iterdir()}
