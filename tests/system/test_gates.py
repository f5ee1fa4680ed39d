"""The solution made wrong behind one condition: the checks of every exercise notice each gate."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.authoring import verification
from grader.authoring.gates import INAPPLICABLE, gates
from grader.authoring.proof import examine_once
from grader.catalog import Catalog, Exercise
from grader.foundation.model import Report
from grader.pipeline import Grader

EXERCISES = Catalog().all()
GATED = [one for one in EXERCISES if one.rules.dialect != "tf2"]
# Those whose proof takes a moment are swept at once, the others by `make test-long`.
QUICK = [one for one in GATED if one.slug in ("relu", "save_load", "rename_fix")]


@pytest.mark.parametrize("exercise", GATED, ids=lambda one: one.slug)
def test_gates_are_the_solution_with_one_line_more(exercise: Exercise) -> None:
    """Every gate can be read by Python, and is of a global that the solution makes."""
    found = gates(exercise)
    assert found
    for gate in found:
        source = gate.case.source.decode()
        compile(source, "gate", "exec")
        assert f"\n{gate.name} = _gated({gate.name}, " in source
        assert INAPPLICABLE in source


def test_an_exercise_in_tensorflow_2_alone_has_no_gates() -> None:
    """Gates are written in TensorFlow 1: in such a solution they would only raise errors."""
    others = [one for one in EXERCISES if one not in GATED]
    assert others
    assert {gates(one) for one in others} == {()}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("exercise", QUICK, ids=lambda one: one.slug)
def test_no_gate_goes_unnoticed(exercise: Exercise, grader: Grader) -> None:
    """Rows, large numbers, a certain batch, what is fed and late runs: the checks go everywhere."""

    def judge(number: int) -> Report:
        return examine_once(grader, exercise, tried[number].case, 0).report

    tried = gates(exercise)
    with ThreadPoolExecutor(2) as pool:
        reports = dict(zip(tried, pool.map(judge, range(len(tried))), strict=True))
    found = verification.sweep(reports)
    assert found.tried > 0
    assert [str(gate) for gate in found.unnoticed] == []
    assert "grader_fault" not in {report.status for report in reports.values()}


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.slug)
def test_an_exercise_is_sound(exercise: Exercise, grader: Grader) -> None:
    """All submissions are judged as what they are, tolerances are far from both, no gate passes."""
    plan = verification.plan(exercise, runs=2, cap=0, sweep=True)
    with ThreadPoolExecutor(2) as threads:
        found = verification.verify(plan, grader, threads, advance=lambda: None)
    assert (found.sweep.tried if found.sweep else None) != 0
    assert (found.sweep is not None) == (exercise in GATED)
    assert found.tolerances
    assert [str(one) for one in found.findings] == []
