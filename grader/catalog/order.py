"""The order of a course: by `order`, but nothing before what it requires."""

from collections.abc import Collection
from graphlib import CycleError, TopologicalSorter

from grader.catalog.exercises import Exercise
from grader.foundation.errors import ExerciseFault, did_you_mean


def in_order(exercises: Collection[Exercise]) -> list[Exercise]:
    """Return the exercises in course order. Raises ExerciseFault for a requirement that fails."""
    known = {one.slug: one for one in exercises}
    for one in exercises:
        for name in one.rules.requires:
            if name not in known:
                problem = f"requires: there is no exercise {name!r}"
                raise ExerciseFault(
                    one.folder / "exercise.toml", problem, did_you_mean(name, list(known))
                )
    sorter = TopologicalSorter({one.slug: one.rules.requires for one in exercises})
    try:
        sorter.prepare()
    except CycleError as error:
        first = known[error.args[1][0]]
        problem = f"requires: these require each other: {', '.join(sorted(set(error.args[1])))}"
        raise ExerciseFault(first.folder / "exercise.toml", problem) from error
    ordered: list[Exercise] = []
    waiting: list[Exercise] = []
    while sorter.is_active():
        waiting += [known[slug] for slug in sorter.get_ready()]
        first = min(waiting, key=lambda one: (one.rules.order, one.slug))
        waiting.remove(first)
        ordered.append(first)
        sorter.done(first.slug)
    return ordered


def following(course: list[Exercise], passed: Collection[str]) -> Exercise | None:
    """Return what comes next: the first not passed whose requirements are; None at the end.

    As long as anything is left there is such a one, for a course has no cycles.
    """
    for one in course:
        if one.slug not in passed and all(name in passed for name in one.rules.requires):
            return one
    return None
