"""Exercises as data: what a folder must hold, and how a broken one is named."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.catalog import Catalog, load_exercise
from grader.catalog.content import content_root
from grader.catalog.declarations import CheckRule
from grader.catalog.rules import ExerciseRules
from grader.foundation.errors import ExerciseFault, UsageFault

TOML = """\
title = "Half"
summary = "y = x / 2."
source = "made for the tests"
order = 3

[handles]
required = ["x", "y"]

[[mistakes]]
name = "third"
check = "value"
hint = "Halve it."
"""
CHECKS = '''\
from grader.judge import check


@check(points=3, hint="Halve it.", secret=True)
def test_value(graph):
    """y is x / 2
    for any x."""


@check(points=0.5, claim=True, after=("value",))
def test_printed(printed):
    """The value is printed."""


def not_a_check():
    pass
'''


def write(root: Path, slug: str = "half", toml: str = TOML, checks: str | bytes = CHECKS) -> Path:
    """Write an exercise folder below `root` and return it."""
    folder = root / slug
    folder.mkdir()
    (folder / "exercise.toml").write_text(toml)
    (folder / f"{slug}.py").write_text("# TODO\n")
    (folder / "README.md").write_text("# Half\n")
    raw = checks.encode() if isinstance(checks, str) else checks
    (folder / f"test_{slug}.py").write_bytes(raw)
    return folder


def fault_of(folder: Path) -> ExerciseFault:
    """Return the fault that loading `folder` raises."""
    with pytest.raises(ExerciseFault) as caught:
        load_exercise(folder)
    assert str(caught.value.file) in caught.value.message
    assert caught.value.exit_code == 3
    return caught.value


def test_an_exercise_is_read_whole(tmp_path: Path) -> None:
    """Rules, checks, paths, points and limits come out of the folder."""
    exercise = load_exercise(write(tmp_path))
    assert exercise.slug == "half"
    assert exercise.rules.handles.required == ("x", "y")
    assert exercise.checks == (
        CheckRule("value", "y is x / 2 for any x.", 3.0, "Halve it.", True, False, ()),
        CheckRule("printed", "The value is printed.", 0.5, "", False, True, ("value",)),
    )
    assert exercise.max_score == 3.5
    assert (exercise.limits.cpu_s, exercise.limits.memory_mb) == (30, 2048)
    assert exercise.limits.wall_s >= exercise.limits.cpu_s + 2
    assert exercise.mistake("third").hint == "Halve it."
    assert [exercise.stub, exercise.test_file, exercise.readme] == [
        tmp_path / "half" / name for name in ("half.py", "test_half.py", "README.md")
    ]
    assert exercise.solution == tmp_path.parent / "solutions" / "half.py"


@pytest.mark.parametrize("slug", ["Half", "1half", "half_", "half__two", "half-two", "hälfte", "_"])
def test_a_bad_name_is_refused(slug: str, tmp_path: Path) -> None:
    """A slug is lower case words joined by single underscores."""
    fault = fault_of(write(tmp_path, slug))
    assert (fault.file, repr(slug) in fault.message) == (tmp_path / slug, True)


@pytest.mark.parametrize("name", ["exercise.toml", "half.py", "test_half.py", "README.md"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    """Each of the four files is needed."""
    folder = write(tmp_path)
    (folder / name).unlink()
    fault = fault_of(folder)
    assert (fault.file, "the file is missing" in fault.message) == (folder / name, True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("title =", "titel =", "titel", id="unknown key"),
        pytest.param('required = ["x", "y"]', 'requires = ["x"]', "$.handles", id="unknown handle"),
        pytest.param('title = "Half"\n', "", "`title`", id="missing key"),
        pytest.param("order = 3", 'order = "3"', "$.order", id="wrong type"),
        pytest.param('name = "third"', "name = 3", "$.mistakes[0].name", id="wrong type, nested"),
        pytest.param('name = "third"\n', "", "$.mistakes[0]", id="missing key, nested"),
        pytest.param("order = 3", "order = ", "line 4", id="not TOML"),
        pytest.param("order = 3", "order = 3\norder = 4", "line 5", id="key twice"),
        pytest.param("order = 3", "order = " + "1" * 5000, "not valid TOML", id="endless number"),
        pytest.param("order = 3", "order = " + "[" * 5000, "not valid TOML", id="endless nesting"),
        pytest.param(
            "[handles]", "[limits]\ntime_s = 0\n[handles]", "$.limits.time_s", id="no time"
        ),
        pytest.param(
            "[handles]", "[limits]\nmemory_mb = -1\n[handles]", "$.limits.memory_mb", id="no memory"
        ),
        pytest.param(
            'check = "value"', 'check = "vale"', "mistakes: third: no check 'vale'", id="no check"
        ),
        pytest.param(
            "[[mistakes]]",
            '[[mistakes]]\nname = "third"\ncheck = "value"\nhint = "."\n[[mistakes]]',
            "mistakes: third is there twice",
            id="mistake twice",
        ),
        pytest.param(
            "[handles]",
            "[model]\nsealed = true\n[handles]",
            'model: sealed = true needs dialect = "tf2"',
            id="sealed in TensorFlow 1",
        ),
    ],
)
def test_a_broken_toml_names_file_and_key(old: str, new: str, says: str, tmp_path: Path) -> None:
    """Every mistake in exercise.toml is answered with its place."""
    assert old in TOML
    folder = write(tmp_path, toml=TOML.replace(old, new, 1))
    fault = fault_of(folder)
    assert fault.file == folder / "exercise.toml"
    assert says in fault.message


def test_a_toml_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    """Bytes that are no text are answered like bad TOML."""
    folder = write(tmp_path)
    (folder / "exercise.toml").write_bytes(b"title = \xff")
    fault = fault_of(folder)
    assert fault.file == folder / "exercise.toml"
    assert "not valid TOML" in fault.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("points=3, ", "", "line 5: test_value: @check: ", id="no points"),
        pytest.param("points=3", "3", "line 5: test_value: @check: ", id="points by position"),
        pytest.param("points=3", 'points="3"', "$.points", id="points as text"),
        pytest.param("points=3", "points=0", "points must be positive", id="zero"),
        pytest.param("points=3", "points=-1", "points must be positive", id="negative"),
        pytest.param("points=3", "points=0.3", "whole quarters", id="no quarter"),
        pytest.param("points=3", "points=1e999", "whole quarters", id="infinite"),
        pytest.param("points=3", "point=3", "point`", id="unknown option"),
        pytest.param("points=3", "points=MANY", "literals only", id="name"),
        pytest.param("points=3", "points=1 + 2", "literals only", id="sum"),
        pytest.param("points=3", "**OPTIONS", "literals only", id="stars"),
        pytest.param("points=3", "points={[]: 1}", "literals only", id="unhashable"),
        pytest.param("@check(points=3", "@mark(points=3", "has no @check", id="other decorator"),
        pytest.param(
            '@check(points=3, hint="Halve it.", secret=True)', "@check", "has no @check", id="bare"
        ),
        pytest.param('"""y is x / 2\n    for any x."""', "pass", "no docstring", id="no docstring"),
        pytest.param('"""y is x / 2\n    for any x."""', '"""  """', "no docstring", id="blank"),
        pytest.param('after=("value",)', 'after=("vale",)', "after='vale'", id="after unknown"),
        pytest.param('after=("value",)', 'after=("printed",)', "after='printed'", id="after self"),
        pytest.param("secret=True", 'after=("printed",)', "value: after='printed'", id="later"),
        pytest.param(", claim=True", "", "which is secret", id="shown after secret"),
        pytest.param("points=0.5", "points=1.25", "carry 1.25 of 4.25", id="claims > quarter"),
        pytest.param(
            "def test_printed", "def test_value", "test_value: is there twice", id="twice"
        ),
        pytest.param("def test_value(", "def test_value)", "line 5: ", id="not Python"),
        pytest.param("def test_value", "\0def test_value", "line 1: source code", id="NUL"),
    ],
)
def test_a_broken_check_names_file_and_function(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    """Every mistake in the test file is answered with its place."""
    assert old in CHECKS
    folder = write(tmp_path, checks=CHECKS.replace(old, new, 1))
    fault = fault_of(folder)
    assert fault.file == folder / "test_half.py"
    assert says in fault.message


@pytest.mark.parametrize("checks", ["", "def helper():\n    pass\n"], ids=["empty", "no check"])
def test_a_test_file_without_checks_is_refused(checks: str, tmp_path: Path) -> None:
    """An exercise that decides nothing is broken."""
    fault = fault_of(write(tmp_path, checks=checks))
    assert "no function test_" in fault.message


def test_a_test_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    """Bytes that Python cannot decode are answered like bad Python."""
    fault = fault_of(write(tmp_path, checks=b'"""\xff"""\n'))
    assert fault.file == tmp_path / "half" / "test_half.py"


def test_claims_may_carry_a_quarter(tmp_path: Path) -> None:
    """Exactly a quarter of the points may rest on claims."""
    folder = write(tmp_path, checks=CHECKS.replace("points=0.5", "points=1"))
    assert load_exercise(folder).max_score == 4.0


def test_given_files_lie_in_the_folder(tmp_path: Path) -> None:
    """`files` are plain names of files that are there, and in nobody's way."""
    folder = write(
        tmp_path, toml=TOML.replace("order = 3", 'order = 3\nfiles = ["a.bin", "b.bin"]')
    )
    (folder / "a.bin").write_bytes(b"a")
    assert "b.bin: the file is missing" in fault_of(folder).message
    (folder / "b.bin").write_bytes(b"b")
    assert [file.name for file in load_exercise(folder).files] == ["a.bin", "b.bin"]
    for name in ("../a.bin", "/etc/passwd", "..", ".grade", "half.py", "half.md", "", "a\\nb"):
        toml = TOML.replace("order = 3", f'order = 3\nfiles = ["{name}"]')
        (folder / "exercise.toml").write_text(toml)
        assert "files: " in fault_of(folder).message


def test_a_diagnosis_that_exercise_toml_lacks_is_a_fault(tmp_path: Path) -> None:
    """A check that names an undeclared mistake is the instructor's error."""
    exercise = load_exercise(write(tmp_path))
    with pytest.raises(ExerciseFault, match=r"no \[\[mistakes\]\] entry is named 'fourth'"):
        exercise.mistake("fourth")


def test_exercises_are_listed_in_course_order(tmp_path: Path) -> None:
    """`order` decides, then the name; other folders are no exercises."""
    for slug, order in (("a", 9), ("c", 1), ("b", 1)):
        write(tmp_path, slug, TOML.replace("order = 3", f"order = {order}"))
    (tmp_path / "notes").mkdir()
    catalog = Catalog(tmp_path)
    assert catalog.slugs() == ["a", "b", "c"]
    assert [exercise.slug for exercise in catalog.all()] == ["b", "c", "a"]
    assert Catalog(tmp_path / "nowhere").slugs() == []


def test_an_unknown_exercise_suggests_the_nearest(tmp_path: Path) -> None:
    """A misspelt name is a usage fault with a suggestion, or the way to the list."""
    write(tmp_path)
    with pytest.raises(UsageFault, match="no exercise 'hlaf'") as caught:
        Catalog(tmp_path).get("hlaf")
    assert (caught.value.exit_code, caught.value.hint) == (2, "did you mean half?")
    with pytest.raises(UsageFault) as caught:
        Catalog(tmp_path).get("something else")
    assert "grade list" in caught.value.hint


def test_the_folder_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GRADE_EXERCISES names the folder unless one is given."""
    write(tmp_path)
    monkeypatch.setenv("GRADE_EXERCISES", str(tmp_path))
    assert Catalog().slugs() == ["half"]
    assert Catalog(tmp_path / "half").slugs() == []


def test_own_exercises_and_shipped_ones_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GRADE_EXERCISES may name several folders; the first that has a name counts."""
    own, other = tmp_path / "own", tmp_path / "other"
    after = TOML.replace("order = 3", 'order = 3\nrequires = ["l2"]')
    for folder in (own, other):
        folder.mkdir()
        write(folder, "half", after)
    write(own, "relu")
    write(other, "third", after)
    monkeypatch.setenv("GRADE_EXERCISES", os.pathsep.join([str(own), "", str(other), "shipped"]))
    catalog = Catalog()
    assert catalog.folder == own
    assert [catalog.get(slug).folder.parent for slug in ("half", "third", "relu")] == [
        own, other, own,
    ]  # fmt: skip
    shipped = Catalog(content_root() / "exercises").slugs()
    assert catalog.slugs() == sorted({*shipped, "half", "third"})
    order = [exercise.slug for exercise in catalog.all()]
    assert min(order.index("half"), order.index("third")) > order.index("l2")


KEYS = st.sampled_from([*ExerciseRules.__struct_fields__, "required", "name", "hint", "x"])
VALUES = st.one_of(
    st.integers().map(str),
    st.booleans().map(lambda value: str(value).lower()),
    st.sampled_from(['"text"', "[]", "{}", "1979-05-27", "07:32:00", "inf", "nan", '["x"]', "1e9"]),
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(" = ".join),
    KEYS.map(lambda key: f"[{key}]"),
    KEYS.map(lambda key: f"[[{key}]]"),
    st.sampled_from(TOML.splitlines()),
    st.text(max_size=20),
)


@pytest.fixture(scope="module")
def scratch_exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an exercise folder whose exercise.toml may be overwritten."""
    return write(tmp_path_factory.mktemp("exercises"))


@given(text=st.one_of(st.text(), st.lists(LINES, max_size=15).map("\n".join)))
@example(text="\ud800".encode("utf-8", "surrogatepass").decode("latin-1"))
def test_any_toml_text_is_rules_or_a_fault(text: str, scratch_exercise: Path) -> None:
    """Whatever exercise.toml holds, the answer is an exercise or an ExerciseFault."""
    toml = scratch_exercise / "exercise.toml"
    toml.write_text(text, encoding="utf-8", errors="replace", newline="")
    fault = None
    try:
        assert load_exercise(scratch_exercise).rules.handles is not None
    except ExerciseFault as error:
        fault = error
    assert fault is None or (fault.file, fault.message.startswith(f"{toml}: ")) == (toml, True)


def test_files_of_functions(tmp_path: Path) -> None:
    """What is said of files of functions has to fit together."""
    toy = Path(__file__).parents[1] / "toys" / "functions" / "exercises" / "chain"
    folder = tmp_path / "chain"
    folder.mkdir()
    for path in toy.glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    toml = folder / "exercise.toml"
    text = toml.read_text()
    chain = load_exercise(folder)
    assert (chain.answer, chain.stub.name) == ("1-chain.py", "1-chain.py")
    assert [chain.takes(name) for name in ("0-scale.py", "1-chain.py", "x.py")] == [1, 0, 0]
    for before, after, told in [
        ('kind = "functions"\nruns = 2\n', "", "need kind"),
        ('"1-chain.py"', '"1-chain.txt"', "no Python file"),
        ('"extra.py"', '"0-scale.py"', "is there twice"),
        ('"extra.py"', '"driver.py"', "the exercise's own"),
        ('"1-chain.py"', '"1-chain.py", given = "always"', "cannot be given"),
        ("least = 3", "least = 90", "arguments.width"),
    ]:
        assert before in text
        changed = text.replace(before, after)
        if after.startswith('"1-chain.txt'):
            (folder / "1-chain.txt").write_text("")
        toml.write_text(changed)
        with pytest.raises(ExerciseFault, match=told):
            load_exercise(folder)
    toml.write_text(text)
    (folder / "driver.py").unlink()
    with pytest.raises(ExerciseFault, match="missing"):
        load_exercise(folder)


def test_the_course_of_functions_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not among the eleven; GRADE_EXERCISES names it, alone or beside them."""
    monkeypatch.setenv("GRADE_EXERCISES", "tf1_functions")
    course = [one.answer for one in Catalog().all()]
    assert course == sorted(course)
    assert [course[0], course[-1], len(course)] == ["0-create_placeholders.py", "7-evaluate.py", 8]
    monkeypatch.delenv("GRADE_EXERCISES")
    assert len(Catalog().all()) == 11
