"""Wrong answers as beginners write them: the report names the cause.

`submissions/beginners/SLUG` has complete files, none of them a known mistake of its exercise; the
first lines of each say what a report on it must say (`# told: words of the report`).
"""

from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.foundation.model import Report
from grader.pipeline import Grader

BEGINNERS = Path(__file__).parents[1] / "submissions" / "beginners"
FILES = sorted(BEGINNERS.glob("*/*.py"))
FIRST = {path.parent.name: path for path in reversed(FILES)}
ENOUGH = 120
# Of all causes, so many are named.
NAMED = 0.94


def told(path: Path) -> list[str]:
    """Return what a file's first lines say that a report must say."""
    lines = path.read_text(errors="replace").splitlines()
    return [line.removeprefix("# told: ") for line in lines if line.startswith("# told: ")]


def words(report: Report) -> str:
    """Return everything that a report says of what went wrong, in one line."""
    problem = report.problem
    parts = [report.message, *report.notes]
    parts += [problem.type, problem.message, problem.hint] if problem else []
    parts += [report.mistake.name, report.mistake.hint] if report.mistake else []
    for check in report.checks:
        parts += [check.message, check.hint]
    return " ".join(" ".join(parts).split())


def untold(path: Path, grader: Grader) -> list[str]:
    """Return what the report on a file should say and does not, and what it says beside it.

    None of the files is a known mistake: one that is named is the cause only if it says as much.
    """
    slug = path.parent.name
    report = grader.grade_file(Catalog().get(slug), path, "student")
    assert report.score is None or report.score < report.max_score, path
    said, causes = words(report).lower(), [text.lower() for text in told(path)]
    if report.mistake is not None:
        hint = f"{report.mistake.name} {report.mistake.hint}".lower()
        other = not any(text.strip("`") in hint for text in causes)
        assert not other, f"{path} is taken for {report.mistake.name}"
    return [text for text in causes if text not in said]


@pytest.mark.slow
@pytest.mark.parametrize("slug", [one for one in FIRST if one in ("relu", "dropout", "save_load")])
def test_the_cause_is_named(slug: str, grader: Grader) -> None:
    """The first file of some exercises; the others are long tests."""
    assert untold(FIRST[slug], grader) == []


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_nearly_every_cause_is_named(grader: Grader) -> None:
    """Of all files at least 94 % get the cause that their first lines say, and none another."""
    missed = {str(path.relative_to(BEGINNERS)): untold(path, grader) for path in FILES}
    wrong = {name: texts for name, texts in missed.items() if texts}
    assert len(wrong) <= (1 - NAMED) * len(FILES), wrong


def test_there_are_enough_of_all_exercises() -> None:
    """Every file says what must be told, and no exercise is without."""
    assert len(FILES) >= ENOUGH
    assert {path.parent.name for path in FILES} == set(Catalog().slugs())
    assert [path for path in FILES if not told(path)] == []
