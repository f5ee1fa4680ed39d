"""English in, the reader's language out: whole sentences, found again among those that are known.

A message is made in English where something happens, with its values in it. So a sentence is
looked up as it stands; else as a pattern with values, which are looked up as well (`3 checks`);
else sentence by sentence. What is not known, as a message of TensorFlow's, stays as it is.
"""

import functools
import re
from collections.abc import Iterator, Mapping

from grader.foundation.language.patterns import filled, pattern

_LIGHT = 4  # letters: `{0} in {1}` could be anything
_DEEPEST = 3
_LONGEST = 1000  # characters of a sentence with values; a student's message may be longer
_MOST_SENTENCES = 16
_REMEMBERED = 4096
_BREAK = re.compile(r"(?<=[.!?:])\s+(?=[A-Z`\"(\[0-9…])|\s*\n\s*|; ")
_CODE = re.compile(r"`[^`]*`")
_LETTERS = re.compile(r"[^\W\d_]")


class Phrasebook:
    """Sentences of one language by the English ones; `{0}` is a place for a value."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._known = dict(sentences)
        made = (pattern(text, said) for text, said in sentences.items())
        self._patterns = sorted(filter(None, made), key=lambda one: -one.weight)
        self._found = functools.lru_cache(_REMEMBERED)(self._find)

    def say(self, sentence: str, *values: object) -> str:
        """Return a known sentence in the language, with values at its places, if any are given."""
        text = self._known.get(sentence, sentence)
        return filled(text, list(map(str, values))) if values else text

    def translate(self, text: str) -> str:
        """Return a text in the language, what is not known of it as it is."""
        return self._found(text, 0) or self._parts(text, 0)

    def _find(self, text: str, depth: int) -> str:
        """Return the translation of a text that is known as a whole, "" if it is not."""
        if not _LETTERS.search(text):
            return text
        if depth and " " not in text:
            return ""  # a name: `output` is a student's as well as ours
        for variant, back in _variants(text):
            if said := self._known.get(variant) or self._filled(variant, depth):
                return back(said)
        return ""

    def _filled(self, text: str, depth: int) -> str:
        """Return a text as a pattern: the heaviest whose values are known, else the heaviest."""
        if depth >= _DEEPEST or len(text) > _LONGEST:
            return ""
        best = ""
        for one in self._patterns:
            values = one.values(text)
            if values is None:
                continue
            heavy = one.weight >= _LIGHT
            said = [
                value if one.in_code(at) else self._found(value, depth + 1)
                for at, value in enumerate(values)
            ]
            pairs = list(zip(said, values, strict=True))
            if all(self._is_sure(value) or (heavy and known) for known, value in pairs):
                return filled(one.said, [known or value for known, value in pairs])
            if heavy and not best:
                parts = [known or self._parts(value, depth + 1) for known, value in pairs]
                best = filled(one.said, parts)
        return best

    def _is_sure(self, value: str) -> bool:
        """Say whether a value is known as it stands, or has no words outside of `code`."""
        return value in self._known or not _LETTERS.search(_CODE.sub("", value))

    def _parts(self, text: str, depth: int) -> str:
        """Return a text with those of its sentences translated that are known."""
        breaks = list(_BREAK.finditer(text))
        if depth >= _DEEPEST or not breaks or len(breaks) > _MOST_SENTENCES:
            return text
        for gap in reversed(breaks):
            if said := self._found(text[: gap.start()], depth + 1):
                return said + gap[0] + self._rest(text[gap.end() :], depth)
        first = breaks[0]
        return text[: first.end()] + self._rest(text[first.end() :], depth)

    def _rest(self, text: str, depth: int) -> str:
        return self._found(text, depth) or self._parts(text, depth)


def _variants(text: str) -> Iterator[tuple[str, "functools.partial[str]"]]:
    """Yield a text as it stands, with another first letter and without its full stop.

    With each comes what makes of its translation that of the text.
    """
    bare = text.removesuffix(".")
    for one, end in ((text, ""), *(((bare, "."),) if bare != text else ())):
        yield one, functools.partial(_again, end=end, begin=None)
        if one[:1].isalpha() and " " in one:
            other = one[:1].swapcase() + one[1:]
            yield other, functools.partial(_again, end=end, begin=one[0].isupper())


def _again(said: str, *, end: str, begin: bool | None) -> str:
    if begin:
        said = said[:1].upper() + said[1:]
    return said if said.endswith(end) else said + end
