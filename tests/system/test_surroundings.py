"""What stands around an answer: it costs a right one nothing, and hides no mistake of a wrong one.

`tests/submissions/surroundings/scripts/around` has what students put around an answer, with a
line `{answer}` where it goes; `whole/SLUG` has complete right answers, and `wrong.toml` beside
`scripts` a mistake for each of many; `told/SLUG` has what must be
told, each in its first lines (`# told: words of the report`, `# score: points`).
"""

import tomllib
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.foundation.model import Report
from grader.pipeline import Grader
from grader.submission import Submission

SCRIPTS = Path(__file__).parents[1] / "submissions" / "surroundings" / "scripts"
AROUND = sorted((SCRIPTS / "around").glob("*.py"))
WHOLE = sorted((SCRIPTS / "whole").glob("*/*.py"))
WRONG = tomllib.loads((SCRIPTS.parent / "wrong.toml").read_text())["wrong"]
TOLD = sorted((SCRIPTS / "told").glob("*/*.py"))
# Exercises whose answers take no training, and for each a mistake with a diagnosis of its own.
# The last one's checks draw masks for seconds.
QUICK = {
    "relu": "no_hidden_bias",
    "save_load": "initialised_after",
    "rename_fix": "not_named",
    "dropout": "no_scaling",
}
# These take seconds for each variant: the variants that touch data, files and printing.
TRAINED = {
    "mnist_mlp": ("in_main", "plots_at_the_end", "device_of_a_graphics_card"),
    "trained_model": ("files_elsewhere", "in_main"),
}


def pairs(every: int) -> list[object]:
    """Return each surrounding with each exercise: one in `every` at once, the others as long.

    Of those with the last exercise, a quarter as many.
    """
    found: list[object] = []
    for number, template in enumerate(AROUND):
        for turn, slug in enumerate(QUICK):
            often = 4 * every if slug == "dropout" else every
            mark = pytest.mark.long if (number - turn) % often else pytest.mark.slow
            found.append(pytest.param(template, slug, id=f"{template.stem}-{slug}", marks=mark))
    return found


def around(template: Path, answer: str) -> str:
    """Return a script with an answer where the template has the line `{answer}`."""
    lines: list[str] = []
    for line in template.read_text().splitlines():
        if line.strip() != "{answer}":
            lines.append(line)
            continue
        indent = line[: -len("{answer}")]
        lines += [f"{indent}{one}" if one else one for one in answer.splitlines()]
    return "\n".join(lines) + "\n"


def graded(grader: Grader, slug: str, source: str) -> Report:
    """Return the report on a script."""
    return grader.grade(Catalog().get(slug), Submission(f"{slug}.py", source.encode()), "student")


def words(report: Report) -> str:
    """Return everything that a report says, in one line."""
    problem = report.problem
    parts = [report.message, *report.notes]
    parts += [problem.type, problem.message, problem.hint] if problem else []
    parts += [report.mistake.name, report.mistake.hint] if report.mistake else []
    for check in report.checks:
        parts += [check.message, check.hint]
    return " ".join(" ".join(parts).split())


def told(path: Path) -> tuple[list[str], float | None]:
    """Return what a script's first lines say that a report must say, and its score if stated."""
    lines = path.read_text().splitlines()
    wanted = [line.removeprefix("# told: ") for line in lines if line.startswith("# told: ")]
    scores = [float(line.split()[-1]) for line in lines if line.startswith("# score: ")]
    return wanted, scores[0] if scores else None


@pytest.mark.parametrize(("template", "slug"), pairs(len(QUICK) - 1))
def test_what_stands_around_a_right_answer_costs_nothing(
    slug: str, template: Path, grader: Grader
) -> None:
    """The reference answer within each surrounding scores full marks."""
    answer = Catalog().get(slug).solution.read_text()
    report = graded(grader, slug, around(template, answer))
    assert (report.status, report.score) == ("passed", report.max_score), words(report)


@pytest.mark.parametrize(("template", "slug"), pairs(2 * len(QUICK)))
def test_what_stands_around_a_wrong_answer_hides_nothing(
    slug: str, template: Path, grader: Grader
) -> None:
    """A known mistake within each surrounding fails its check and gets its usual diagnosis."""
    exercise = Catalog().get(slug)
    known = exercise.mistake(QUICK[slug])
    answer = (exercise.folder / "mistakes" / f"{known.name}.py").read_text()
    report = graded(grader, slug, around(template, answer))
    assert report.mistake is not None, words(report)
    assert report.mistake.name == known.name
    assert {check.name for check in report.checks if check.status == "failed"} >= {known.check}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        pytest.param(slug, name, marks=pytest.mark.long if turn else pytest.mark.slow)
        for slug, names in TRAINED.items()
        for turn, name in enumerate(names)
    ],
)
def test_what_stands_around_a_training_costs_nothing(slug: str, name: str, grader: Grader) -> None:
    """A training loop is found and judged within surroundings, too."""
    answer = Catalog().get(slug).solution.read_text()
    report = graded(grader, slug, around(SCRIPTS / "around" / f"{name}.py", answer))
    assert (report.status, report.score) == ("passed", report.max_score), words(report)


def whole() -> list[object]:
    """Return each complete answer; of those that train, all but one in thirty-two as long tests."""
    trained = [path for path in WHOLE if path.parent.name not in QUICK]
    return [
        pytest.param(
            path,
            id=f"{path.parent.name}-{path.stem}",
            marks=pytest.mark.long
            if path in trained and trained.index(path) % 32
            else pytest.mark.slow,
        )
        for path in WHOLE
    ]


@pytest.mark.parametrize("path", whole())
def test_other_ways_to_write_an_answer_are_right(path: Path, grader: Grader) -> None:
    """Old spellings, other places and other names of a right answer score full marks."""
    report = graded(grader, path.parent.name, path.read_text())
    assert (report.status, report.score) == ("passed", report.max_score), words(report)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            one,
            id="-".join(Path(one["file"]).with_suffix("").parts[-2:]),
            marks=pytest.mark.long if number % 20 else pytest.mark.slow,
        )
        for number, one in enumerate(WRONG)
    ],
)
def test_other_ways_to_write_an_answer_hide_no_mistake(
    wrong: dict[str, str], grader: Grader
) -> None:
    """A mistake in each of them, be it script or notebook, gets its usual diagnosis."""
    path = SCRIPTS.parent / wrong["file"]
    exercise = Catalog().get(path.parent.name)
    text = path.read_text()
    assert wrong["was"] in text
    raw = text.replace(wrong["was"], wrong["now"]).encode()
    found = grader.reader.file(exercise, f"{exercise.slug}{path.suffix}", raw)
    report = grader.grade(exercise, found, "student")
    assert report.mistake is not None, words(report)
    assert report.mistake.name == exercise.mistake(wrong["mistake"]).name, words(report)
    assert report.score < report.max_score


@pytest.mark.slow
@pytest.mark.parametrize("path", TOLD, ids=[f"{p.parent.name}-{p.stem}" for p in TOLD])
def test_what_cannot_be_run_is_told(path: Path, grader: Grader) -> None:
    """The report says exactly what is the matter, and takes no more points than depend on it."""
    report = graded(grader, path.parent.name, path.read_text())
    wanted, score = told(path)
    assert wanted
    assert [text for text in wanted if text not in words(report)] == [], words(report)
    assert score in (None, report.score), words(report)


def test_there_are_enough_variants() -> None:
    """The corpus does not shrink unnoticed."""
    assert len(AROUND) * len(QUICK) + len(WHOLE) >= 200
    assert len(WRONG) >= 40
    assert len(TOLD) >= 20
