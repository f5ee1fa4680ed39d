"""Text of a student's program: safe to show anywhere, never longer than asked."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.foundation.text import clean, clean_line, encodable

# Text with many of the characters that matter.
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b[]0;m\x07\\\r\n\t\u202e\u200b\u2066\ufeff")),
    max_size=200,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain text\n\ttab", "plain text\n\ttab", id="plain"),
        pytest.param("größer ≥ 日本 🙂", "größer ≥ 日本 🙂", id="other scripts"),
        pytest.param("\x1b[31;1mred\x1b[0m", "red", id="colour"),
        pytest.param("\x1b]0;title\x07after", "after", id="window title"),
        pytest.param("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link", id="hyperlink"),
        pytest.param("\x1bM\x1b[2J", "", id="cursor and clear"),
        pytest.param("\x9b31mred", "31mred", id="eight-bit escape"),
        pytest.param("a\0b\x07c\x7fd", "abcd", id="control characters"),
        pytest.param("one\r\ntwo\rthree\n", "one\ntwo\nthree\n", id="line ends"),
        pytest.param("abc\u202edcba\u2066x", "abcdcbax", id="bidirectional"),
        pytest.param("zero\u200bwidth\ufeff", "zerowidth", id="invisible"),
        pytest.param("half\ud800", "half", id="surrogate"),
        pytest.param("tag\U000e0041", "tag", id="tag characters"),
        pytest.param("a\u2028b\u2029c\x0bd\x0ce", "abcde", id="other line ends"),
    ],
)
def test_escapes_and_invisible_characters_are_removed(text: str, shown: str) -> None:
    """What remains is what a reader would have seen."""
    assert shown == clean(text)


@given(HOSTILE, st.integers(1, 100))
def test_cleaned_text_is_safe_and_short(text: str, limit: int) -> None:
    """No control, bidirectional or surrogate character survives, and the limit holds."""
    shown = clean(text, limit)
    assert len(shown) <= limit
    assert [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"] == []
    assert (
        set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(shown)
        == set()
    )
    assert shown.encode().decode() == shown


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=50))
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Letters, digits, punctuation and spaces of any script stay as they are."""
    assert text == clean(text)


def test_a_cut_is_marked() -> None:
    """Text past the limit ends in an ellipsis and is exactly as long as allowed."""
    assert clean("abcdef", 4) == "abc…"
    assert clean("abcd", 4) == "abcd"


@given(HOSTILE, st.integers(1, 100))
def test_a_line_is_one_line(text: str, limit: int) -> None:
    """clean_line folds all white space into single spaces."""
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line.rstrip(" ").split() == line.split()
    assert not set("\n\t\r") & set(line)


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_can_be_made_encodable(text: str) -> None:
    """Lone surrogates become question marks, everything else stays."""
    fixed = encodable(text)
    assert fixed.encode().decode() == fixed
    assert [a for a, b in zip(text, fixed, strict=True) if a != b and a < "\ud800"] == []
    assert ("?" in fixed) == ("?" in text or any("\ud800" <= c <= "\udfff" for c in text))


def test_a_line_is_folded() -> None:
    """Line breaks and runs of spaces become one space."""
    assert clean_line("  one\n\ttwo   three \x1b[0m") == "one two three"
