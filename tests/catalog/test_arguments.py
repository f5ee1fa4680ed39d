"""The arguments of a driver: what exercise.toml may say of them, and how they are drawn."""

import pytest

from grader.catalog.arguments import ArgumentRules, draw

RULES = {
    "width": ArgumentRules(least=3, most=9),
    "rate": ArgumentRules(least=0.1, most=0.5),
    "name": ArgumentRules(among=("tanh", "relu")),
    "sizes": ArgumentRules(least=1, most=4, length=(2, 5)),
    "kinds": ArgumentRules(among=("a", "b"), like="sizes"),
}


def test_arguments_are_drawn_as_they_are_described() -> None:
    """Whole numbers, numbers, choices and lists, one as long as another."""
    for number in range(50):
        (found,) = draw(RULES, str(number).encode(), 1)
        assert isinstance(found["width"], int)
        assert 3 <= found["width"] <= 9
        assert isinstance(found["rate"], float)
        assert 0.1 <= found["rate"] <= 0.5
        assert found["name"] in ("tanh", "relu")
        sizes, kinds = found["sizes"], found["kinds"]
        assert isinstance(sizes, list)
        assert isinstance(kinds, list)
        assert 2 <= len(sizes) == len(kinds) <= 5
        assert {*kinds} <= {"a", "b"}


def test_a_seed_decides_the_arguments_of_every_run() -> None:
    """They are the same again, and others in another run or for another student."""
    first, second = draw(RULES, b"ada", 2)
    assert [first, second] == draw(RULES, b"ada", 2)
    assert first != second
    assert first != draw(RULES, b"ben", 1)[0]


@pytest.mark.parametrize(
    ("rule", "flaw"),
    [
        (ArgumentRules(), "either"),
        (ArgumentRules(least=1), "either"),
        (ArgumentRules(least=1, most=2, among=(1,)), "either"),
        (ArgumentRules(least=2, most=1), "more than"),
        (ArgumentRules(among=(1,), like="none"), "names a list above"),
        (ArgumentRules(among=(1,), like="width"), "no list"),
        (ArgumentRules(among=(1,), length=(5, 2)), "length"),
        (ArgumentRules(among=(1,), length=1000), "length"),
    ],
)
def test_what_cannot_be_drawn_is_named(rule: ArgumentRules, flaw: str) -> None:
    """The author is told before anything runs."""
    assert flaw in rule.flaw(RULES)


def test_what_can_be_drawn_has_no_flaw() -> None:
    """Each of the rules above is in order."""
    for number, rule in enumerate(RULES.values()):
        assert rule.flaw(dict(list(RULES.items())[:number])) == ""
