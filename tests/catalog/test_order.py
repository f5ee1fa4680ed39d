"""The course: its order, its requirements, and what comes next."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.catalog import Catalog, Exercise
from grader.catalog.order import following, in_order
from grader.foundation.errors import ExerciseFault


@pytest.fixture
def make(double: Exercise) -> Callable[..., Exercise]:
    """Return a function that makes an exercise of a name, an order and requirements."""

    def run(slug: str, order: int, *requires: str) -> Exercise:
        rules = msgspec.structs.replace(double.rules, order=order, requires=requires)
        return Exercise(slug, Path(slug), rules, double.checks)

    return run


def _slugs(course: list[Exercise]) -> list[str]:
    return [one.slug for one in course]


def test_by_order_but_after_what_is_required(make):
    """Requirements come first, else the order decides, then the name."""
    exercises = [make("a", 10, "c"), make("b", 20), make("c", 30), make("d", 10, "b"), make("e", 5)]
    assert _slugs(in_order(exercises)) == ["e", "b", "d", "c", "a"]


def test_requirements_that_fail(make):
    """An unknown name and a circle are the exercise's fault, told with the key."""
    with pytest.raises(ExerciseFault, match="no exercise 'x'"):
        in_order([make("a", 1, "x")])
    with pytest.raises(ExerciseFault, match="require each other: a, b"):
        in_order([make("a", 1, "b"), make("b", 2, "a"), make("c", 3)])


def test_what_comes_next(make):
    """The first exercise that is not passed and whose requirements are."""
    course = in_order([make("a", 1), make("b", 2, "d"), make("c", 3), make("d", 4, "c")])
    steps, passed = [], []
    while one := following(course, passed):
        steps.append(one.slug)
        passed.append(one.slug)
    assert steps == ["a", "c", "d", "b"]
    assert _slugs([one for one in [following(course, ["c", "d"])] if one]) == ["a"]


def test_the_shipped_course(catalog: Catalog):
    """Every shipped exercise comes after what it requires."""
    seen: list[str] = []
    for one in catalog.all():
        assert set(one.rules.requires) <= set(seen)
        seen.append(one.slug)
    assert seen[0] == "relu"
