"""Faulty versions of a solution, made one syntax node at a time."""

import ast
from pathlib import Path

import pytest

from grader.authoring.cases import cases
from grader.authoring.mutants import Mutant, mutants
from grader.catalog import Catalog, Exercise

EQUIVALENT = '\n[[equivalent]]\nwas = "{was}"\nnow = "{now}"\nreason = "no reason"\n'


def made(exercise: Exercise, line: str = "", cap: int = 1000) -> list[Mutant]:
    """Return mutants of the exercise, with `line` in place of the one that answers."""
    if line:
        text = exercise.solution.read_text()
        exercise.solution.write_text(text.replace("y = tf.square(x) + 1.0", line))
    return list(mutants(exercise, cases(exercise), cap).chosen)


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("y = a + b", {"y = a - b", "y = a", "y = b"}),
        ("y = a @ b", {"y = b @ a", "y = a", "y = b"}),
        ("y = a - b", {"y = a + b", "y = b - a", "y = a", "y = b"}),
        ("y = f(a, b)", {"y = a", "y = f(b, a)"}),
        ("y = f(p=a, q=b)", {"y = f(p=b, q=a)", "y = f(p=a)", "y = f(q=b)"}),
        ("y = f(p=1, q=True)", {"y = f(p=0, q=True)", "y = f(p=1, q=False)", "y = f(p=1)",
                                "y = f(q=True)"}),
        ("y = tf.add(a, b)", {"y = tf.subtract(a, b)", "y = a"}),
        ("y = x[0]", {"y = x[1]"}),
        ("y = 0.5", {"y = 1.0"}),
        ("y = True", {"y = False"}),
        ("f(é)  # ö", {"pass  # ö", "é  # ö"}),
        ("y = a * (b + 1)", {"y = a + (b + 1)", "y = a", "y = (b + 1)", "y = a * (b - 1)",
                             "y = a * (b)", "y = a * (1)", "y = a * (b + 0)"}),
    ],
)  # fmt: skip
def test_each_node_is_changed_in_its_ways(half: Exercise, line: str, changed: set[str]) -> None:
    """Operators, functions, arguments, numbers and statements, and nothing outside of the node."""
    found = {one.now for one in made(half, line)}
    assert {_plain(one) for one in found} == {_plain(one) for one in changed}


def _plain(line: str) -> str:
    return ast.unparse(ast.parse(line))


def test_what_is_given_is_not_changed(half: Exercise) -> None:
    """Only lines that the stub leaves out are mutated, and every mutant is a program."""
    found = made(half)
    assert {one.was for one in found} == {"y = tf.square(x) + 1.0"}
    for one in found:
        compile(one.case.source, "mutant", "exec")
        assert one.diff.endswith(f"- {one.was}\n+ {one.now}")


def test_a_sample_is_the_same_every_time(half: Exercise) -> None:
    """A cap chooses among the mutants, without luck."""
    line = "y = tf.add(tf.multiply(x, x), tf.ones([2, 3]))"
    first = made(half, line, cap=5)
    assert len(first) == 5
    assert made(half, cap=5) == first
    assert set(first) < set(made(half))


def test_a_mutant_that_is_shipped_is_left_out(half: Exercise) -> None:
    """What is a known mistake or an alternative already is not judged again."""
    before = {one.now for one in made(half)}
    path = half.folder / "mistakes" / "sign_kept.py"
    path.write_text(half.solution.read_text().replace("+ 1.0", "- 1.0"))
    assert before - {one.now for one in made(half)} == {"y = tf.square(x) - 1.0"}


def test_equivalent_mutants_are_listed_with_a_reason(half: Exercise, folder: Path) -> None:
    """A listed one is not tried; an entry that fits no mutant is a finding."""
    toml = half.folder / "exercise.toml"
    was, now = "y = tf.square(x) + 1.0", "y = tf.square(x) - 1.0"
    with toml.open("a") as file:
        file.write(EQUIVALENT.format(was=was, now=now) + EQUIVALENT.format(was=was, now="gone"))
    again = Catalog(folder).get("half")
    found = mutants(again, cases(again), 1000)
    assert found.equivalent == 1
    assert now not in {one.now for one in found.chosen}
    assert [str(finding) for finding in found.findings] == [
        f"exercise.toml: [[equivalent]] no mutant changes {was!r} to 'gone'"
    ]
    with toml.open("a") as file:
        file.write(f'\n[[equivalent]]\nwas = "{was}"\nreason = "any change of the line"\n')
    again = Catalog(folder).get("half")
    assert mutants(again, cases(again), 1000).chosen == ()
