"""A sentence with places for values, `{0} of {1} checks passed`, and how it is found in a text.

Text of a student's may be in what is matched, so that time grows with its length, no faster.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PLACE = re.compile(r"\{(\d+)\}")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Pattern:
    """pieces: the fixed text around the places; said: the same in the other language."""

    pieces: tuple[str, ...]
    said: str

    @property
    def weight(self) -> int:
        """How many letters are fixed: of two patterns that fit, the heavier one is meant."""
        return sum(map(len, _WORD.findall(" ".join(self.pieces))))

    def in_code(self, number: int) -> bool:
        """Say whether a place is inside of `code`, where nothing is translated."""
        return not _whole("".join(self.pieces[: number + 1]))

    def values(self, text: str) -> list[str] | None:
        """Return what stands at the places, None if the text is another one.

        A piece is looked for as early as it can be, outside of `code` that a value holds.
        """
        first, *middle, last = self.pieces
        end = len(text) - len(last)
        if end < len(first) or not text.startswith(first) or not text.endswith(last):
            return None
        found, start = [], len(first)
        for piece in middle:
            at = text.find(piece, start, end)
            while at >= 0 and not _whole(text[start:at]):
                at = text.find(piece, at + 1, end)
            if at < 0:
                return None
            found.append(text[start:at])
            start = at + len(piece)
        if start > end or not _whole(text[start:end]):
            return None
        return [*found, text[start:end]]


def filled(sentence: str, values: Sequence[str]) -> str:
    """Return a sentence with values at its places, which may stand in any order."""
    return _PLACE.sub(lambda place: values[int(place[1])], sentence)


def pattern(sentence: str, said: str) -> Pattern | None:
    """Return the pattern of a sentence, None if it has no place for a value."""
    pieces = _PLACE.split(sentence)[::2]
    return Pattern(tuple(pieces), said) if len(pieces) > 1 else None


def places(sentence: str) -> list[str]:
    """Return the numbers of the places in a sentence, sorted."""
    return sorted(_PLACE.findall(sentence))


def _whole(value: str) -> bool:
    """Say whether no `code` begins or ends in the middle of a value."""
    return value.count("`") % 2 == 0
