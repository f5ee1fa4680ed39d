"""Whether the tolerances lie between rounding and mistakes, by what was measured.

A ratio is a difference by the tolerance: at most 1 passes. Right answers must stay well below, and
mistakes well above; of a tolerance that is 100 times too loose, right answers use next to nothing
while the nearest mistake is hardly outside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.authoring.cases import RIGHT, Case, Finding
from grader.catalog import Exercise
from grader.judge.margins import FAR, Comparison
from grader.pipeline import Examination

# Measured on the shipped exercises: right answers use 0.0002 to 0.3 of the tolerance, the nearest
# mistakes are 850 tolerances away and more; the product of both is 0.17 and more. A tolerance
# that is 100 times too loose makes that product 10,000 times smaller.
TIGHT = 0.5
NEAR = 2.0
MISTAKE = 10.0
IDLE = 1e-4
LOOSE = 0.1

Results = Mapping[Case, Sequence[Examination]]


@dataclass(frozen=True)
class Tolerance:
    """One place, `file.py:line`, that compares, and what was measured there.

    used: the largest ratio of a right answer that passed.
    near: the smallest ratio of a right answer where it must differ; nearest: the smallest of the
    known mistakes that must fail this check, and mistake its name. Both 0 where there is none.
    """

    check: str
    place: str
    used: float = 0.0
    near: float = 0.0
    nearest: float = 0.0
    mistake: str = ""


def tolerances(exercise: Exercise, results: Results) -> list[Tolerance]:
    """Return what right answers and mistakes measured, by check and place."""
    found: dict[tuple[str, str], Tolerance] = {}
    for case, examinations in results.items():
        for examination in examinations:
            for noted in examination.measured.comparisons:
                key = noted.check, noted.place
                before = found.get(key) or Tolerance(*key)
                if case.kind in RIGHT:
                    found[key] = _used(before, noted)
                elif case.kind == "mistake" and exercise.mistake(case.name).check == noted.check:
                    found[key] = _missed(before, case, noted)
    order = [check.name for check in exercise.checks]
    return sorted(found.values(), key=lambda one: (order.index(one.check), one.place))


def _used(before: Tolerance, noted: Comparison) -> Tolerance:
    near = min(filter(None, (before.near, noted.near)), default=0.0)
    return replace(before, used=max(before.used, noted.held), near=near)


def _missed(before: Tolerance, case: Case, noted: Comparison) -> Tolerance:
    if not noted.first or noted.first >= (before.nearest or FAR):
        return before
    return replace(before, nearest=noted.first, mistake=case.name)


def calibrate(found: Iterable[Tolerance]) -> list[Finding]:
    """Return the tolerances that are too tight, too loose, or too near to a mistake."""
    return [Finding(f"{one.place} ({one.check})", flaw) for one in found for flaw in _flaws(one)]


def _flaws(one: Tolerance) -> Iterable[str]:
    if one.used > TIGHT:
        yield f"too tight: right answers use {one.used:.2g} of the tolerance and would fail by luck"
    if 0 < one.near < NEAR:
        yield f"too near: a right answer must differ here and does by {one.near:.2g} tolerances"
    if not one.used:  # no right answer is compared here: rivals only
        return
    if 0 < one.nearest < MISTAKE:
        yield (
            f"too near: the mistake {one.mistake} is only {one.nearest:.2g} tolerances away"
            " and would pass by luck"
        )
    if one.used < IDLE:
        yield f"too loose: right answers use {one.used:.1g} of the tolerance"
    elif 0 < one.nearest < FAR and one.used * one.nearest < LOOSE:
        yield (
            f"too loose: right answers use {one.used:.1g} of the tolerance, and the mistake"
            f" {one.mistake} is only {one.nearest:.2g} tolerances away"
        )
