"""A sentence with places is found again in a text, and its values with it."""

import pytest

from grader.foundation.language.patterns import filled, pattern, places


@pytest.mark.parametrize(
    ("sentence", "text", "values"),
    [
        pytest.param("{0} of {1}", "3 of 8", ["3", "8"], id="two"),
        pytest.param("`{0}` is {1}.", "`x` is 3.", ["x", "3"], id="in code"),
        pytest.param("a {0} b", "a  b", [""], id="empty"),
        pytest.param("{0} is {1}", "`a is b` is c", ["`a is b`", "c"], id="not inside of code"),
        pytest.param("feed_dict={{0}: …}", "feed_dict={x: …}", ["x"], id="in braces"),
        pytest.param("{0} of {1}", "3 off 8", None, id="another text"),
        pytest.param("a{0}a", "a", None, id="too short"),
        pytest.param("a {0}", "b 1", None, id="another beginning"),
        pytest.param("{0} a", "1 b", None, id="another end"),
        pytest.param("{0} is {1}", "`a` is `b", None, id="half of code"),
    ],
)
def test_values_are_found(sentence: str, text: str, values: list[str] | None) -> None:
    """What stands at the places is returned in order, None for another text."""
    made = pattern(sentence, "")
    assert made is not None
    assert values == made.values(text)


def test_a_sentence_without_a_place_is_no_pattern() -> None:
    """It is looked up as it stands."""
    assert pattern("All is well.", "Alles ist gut.") is None


def test_places_may_stand_in_another_order() -> None:
    """A translation says where each value goes."""
    assert filled("{1} vor {0}, {1}", ["a", "b"]) == "b vor a, b"
    assert places("{1} vor {0}") == ["0", "1"]
