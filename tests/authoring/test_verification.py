"""`grade verify`: a sound exercise passes, and each sabotage is found."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from grader.authoring.beginnings import Kind, Writes
from grader.authoring.cases import cases
from grader.authoring.page import write_page
from grader.authoring.proof import leaks, shown_numbers
from grader.authoring.scaffold import Wish, create
from grader.authoring.verification import Verification, plan, verify
from grader.catalog import Catalog, Exercise
from grader.foundation.model import CheckResult
from grader.judge.margins import Measured
from grader.pipeline import Examination, Grader

# Takes more than half of two seconds, measured as the limit is, and less than all on any machine.
SPENDS = "import time\nwhile time.process_time() < 1.25: pass\ny = tf"
# A sabotage: the file, what stands there, what is put in its place, and words of the finding.
SABOTAGES = {
    "wrong solution": ("../../solutions/half.py", "+ 1.0", "+ 1.5", "solution: check example"),
    "wrong alternative": (
        "alternatives/power.py", "tf.pow(x, 2.0)", "tf.multiply(x, tf.abs(x))",
        "alternative power: check secret_inputs failed: y: ",
    ),
    "mistake that is none": (
        "mistakes/doubled.py", "2.0 * x", "x * x * 1.0",
        "mistake doubled: must fail check example, which passed",
    ),
    "mistake in the wrong check": (
        "exercise.toml", 'check = "secret_inputs"', 'check = "example"',
        "mistake sign_kept: must fail check example",
    ),
    "mistake taken for another": (
        "test_half.py", '"doubled": 2 * x + 1, "sign_kept"', '"sign_kept": 2 * x + 1, "doubled"',
        "mistake doubled: is diagnosed as sign_kept",
    ),
    "mistake without a diagnosis": (
        "test_half.py", '"doubled": 2 * x + 1, ', "", "mistake doubled: is not diagnosed",
    ),
    "tolerance 100 times too loose": (
        "test_half.py", "RTOL, ATOL = 1e-5, 1e-6", "RTOL, ATOL = 1e-3, 1e-4", "too loose",
    ),
    "tolerance too tight": (
        "test_half.py", "RTOL, ATOL = 1e-5, 1e-6", "RTOL, ATOL = 2e-7, 0.0", "too tight",
    ),
    "check that nothing can fail": (
        "test_half.py", "    for scale in (1.0, 100.0):", "    for scale in ():",
        "check secret_inputs: no known mistake fails it",
    ),
    "check with a fault": (
        "test_half.py", "x**2 + 1,", "x**2 + one,", "solution: check example raised NameError",
    ),
    "secret check with a fault": (
        "test_half.py", "    for scale in (1.0, 100.0):", "    for scale in (rng.no_such_thing,):",
        "solution: check secret_inputs raised AttributeError, which is not a failure (Attr",
    ),
    "too little time": (
        "../../solutions/half.py", "y = tf", SPENDS,
        "solution: uses",
    ),
    "stub that is right": (
        "half.py", "# TODO", "y = tf.square(x) + 1.0\n# TODO", "stub: scores 10 of 10",
    ),
}  # fmt: skip


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Return two threads."""
    with ThreadPoolExecutor(2) as pool:
        yield pool


def nothing() -> None:
    """Take no notice of what is done."""


def verified(grader: Grader, threads: ThreadPoolExecutor, cap: int = 0) -> Verification:
    """Verify the new exercise."""
    return verify(plan(Catalog().get("half"), 2, cap), grader, threads, nothing)


@pytest.mark.slow
def test_a_new_exercise_is_sound(
    half: Exercise, grader: Grader, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    """What `grade new` writes has no flaw and lets no mutant live; the page tells all of it."""
    found = verified(grader, threads, 40)
    assert found.findings == ()
    assert found.mutation is not None
    assert (found.mutation.rate, found.mutation.tried > 3) == (1.0, True)
    assert [str(one.case) for one in found.tried] == [
        "stub", "solution", "alternative operators", "alternative power", "mistake doubled",
        "mistake sign_kept",
    ]  # fmt: skip
    write_page([found], tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert "sound" in page and "mistake sign_kept" in page and "secret_inputs" in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "writes"),
    [
        ("script", "tf2"),
        ("function", "tf2"),
        # The guide on models is followed at once, and makes such an exercise.
        pytest.param("script", "keras", marks=pytest.mark.long),
    ],
)
def test_a_new_exercise_in_tensorflow_2_is_sound(
    folder: Path, kind: Kind, writes: Writes, grader: Grader, threads: ThreadPoolExecutor
) -> None:
    """So is one of a function, and one of a model."""
    create(Catalog(), Wish("half", "Half", 10, kind, writes))
    found = verified(grader, threads, 40)
    assert found.findings == ()
    assert found.mutation is not None
    assert found.mutation.rate == 1.0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long if number % 2 else [])
        for number, name in enumerate(SABOTAGES)
    ],
)
def test_a_sabotage_is_found(
    name: str, half: Exercise, grader: Grader, threads: ThreadPoolExecutor
) -> None:
    """Whatever is broken in a sound exercise is named."""
    file, was, now, words = SABOTAGES[name]
    path = half.folder / file
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, now))
    if name == "too little time":
        with (half.folder / "exercise.toml").open("a") as toml:
            toml.write("\n[limits]\ntime_s = 2\n")
    found = [str(finding) for finding in verified(grader, threads).findings]
    assert any(words in finding for finding in found), found


@pytest.mark.slow
def test_surviving_mutants_are_shown_and_counted(
    half: Exercise, grader: Grader, threads: ThreadPoolExecutor
) -> None:
    """A check that looks at a part of the numbers lets mutants live."""
    path = half.test_file
    path.write_text(path.read_text().replace("x**2 + 1,", "graph.run('y', {'x': x}),"))
    found = verified(grader, threads, 40)
    assert found.mutation is not None
    assert found.mutation.survivors
    assert any("score full marks: fix the checks" in one.message for one in found.findings)


@pytest.mark.slow
def test_a_change_that_is_listed_must_make_no_difference(
    half: Exercise, grader: Grader, threads: ThreadPoolExecutor
) -> None:
    """An entry under [[equivalent]] that a check notices is a finding."""
    was, now = "y = tf.square(x) + 1.0", "y = tf.square(x) - 1.0"
    with (half.folder / "exercise.toml").open("a") as toml:
        toml.write(f'\n[[equivalent]]\nwas = "{was}"\nnow = "{now}"\nreason = "no reason"\n')
    assert [str(one) for one in verified(grader, threads, 1).findings] == [
        f"exercise.toml: [[equivalent]] `{now}` instead of `{was}` does make a difference"
    ]


@pytest.mark.slow
def test_the_command_ends_with_1_when_something_is_wrong(half: Exercise, tmp_path: Path) -> None:
    """`grade verify` prints the finding and writes the page; a broken folder is a finding, too."""
    half.readme.write_text(half.readme.read_text() + "y = tf.square(x) + 1.0\n")
    broken = half.folder.parent / "broken"
    broken.mkdir()
    (broken / "exercise.toml").write_text("surprise = 1\n")
    options = ["--runs", "1", "--no-mutants", "--html", "v.html"]
    done = subprocess.run(
        [sys.executable, "-m", "grader", "verify", *options],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "README.md: holds a line of the solution" in done.stdout
    assert "broken" in done.stdout and "exercise.toml" in done.stdout
    assert (tmp_path / "v.html").exists()


def test_a_leak_is_found(half: Exercise, grader: Grader) -> None:
    """Hidden numbers or a line of the solution in a report on a wrong answer are found."""
    (wrong,) = (case for case in cases(half) if case.name == "doubled")
    line = "y = tf.square(x) + 1.0"
    drawn = ("0.123456", "1.23457", "2.34568", "3.45679")

    def told(message: str) -> Examination:
        report = grader.grade_file(half, half.stub, "ada")
        check = CheckResult("example", "-", "failed", 0.0, 4.0, message=message)
        report = msgspec.structs.replace(report, checks=(check,))
        return Examination(report, Measured((), drawn), 0.0, 0)

    assert list(leaks(half, wrong, told("Wrong."))) == []
    assert list(leaks(half, wrong, told(f"Write {line}"))) == [
        f"its report shows a line of the solution: {line}"
    ]
    pair = told("They were 0.123456 and 1.23457.")
    assert shown_numbers(wrong, [told("Wrong."), told("It was 0.123456.")]) == []
    assert shown_numbers(wrong, [pair, pair]) == ["0.123456", "1.23457"] * 2
    assert shown_numbers(wrong, [told(" ".join(drawn))]) == list(drawn)


def test_numbers_that_agree_by_chance_are_no_leak(half: Exercise, grader: Grader) -> None:
    """Where a report holds as many numbers that nearly agree, some agree."""
    (wrong,) = (case for case in cases(half) if case.name == "doubled")
    drawn = ("0.123456", "1.23457", "2.34568", "3.45679")
    crowd = " ".join(f"{number[:-2]}{last:02}" for number in drawn for last in range(100))
    report = grader.grade_file(half, half.stub, "ada")
    check = CheckResult("example", "-", "failed", 0.0, 4.0, message=crowd)
    report = msgspec.structs.replace(report, checks=(check,))
    assert shown_numbers(wrong, [Examination(report, Measured((), drawn), 0.0, 0)]) == []


@pytest.mark.slow
def test_checks_that_cannot_be_imported_are_told_once(
    half: Exercise, grader: Grader, threads: ThreadPoolExecutor
) -> None:
    """Nothing else is said of an exercise then: no submission was judged."""
    half.test_file.write_text(half.test_file.read_text().replace("import numpy", "import numpi"))
    (finding,) = verified(grader, threads).findings
    assert str(finding).startswith("checks: the checks cannot be imported: ModuleNotFoundError")
