"""The values that a driver gives to a student's functions: how they are drawn, and drawing them.

They enter the process in which the student's code runs, so they are no secret from it. Nobody knows
them before: a size that is written into the code is wrong in the graph that is built with them.
"""

import hashlib
import hmac
import random
from collections.abc import Mapping

import msgspec

Plain = int | float | bool | str
Value = Plain | list[Plain]


class ArgumentRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an argument is drawn: from `least` to `most`, or one of `among`.

    length: it is a list of so many, a number or the least and the most. like: it is a list that is
    as long as the argument of this name, which comes before it.
    """

    least: int | float | None = None
    most: int | float | None = None
    among: tuple[Plain, ...] = ()
    length: int | tuple[int, int] | None = None
    like: str = ""

    def flaw(self, before: Mapping[str, "ArgumentRules"]) -> str:
        """Return what is wrong with it; `before` are the arguments above it."""
        ranged = self.least is not None and self.most is not None
        if ranged == bool(self.among) or (self.least is None) != (self.most is None):
            return "takes either `least` and `most`, or `among`"
        if self.least is not None and self.most is not None and self.least > self.most:
            return "`least` is more than `most`"
        if self.like and (self.like not in before or self.length is not None):
            return f"`like` names a list above it and has no length of its own: {self.like!r}"
        if self.like and not before[self.like].is_list:
            return f"`like` names {self.like!r}, which is no list"
        least, most = self.lengths
        return "" if 0 <= least <= most <= _LONGEST else f"`length` goes from 0 to {_LONGEST}"

    @property
    def is_list(self) -> bool:
        """Whether the argument is a list."""
        return bool(self.like) or self.length is not None

    @property
    def lengths(self) -> tuple[int, int]:
        """The least and the most elements of a list with a length of its own."""
        if isinstance(self.length, tuple):
            return self.length
        return self.length or 0, self.length or 0


_LONGEST = 100


def draw(rules: Mapping[str, ArgumentRules], seed: bytes, runs: int) -> list[dict[str, Value]]:
    """Return the arguments of each run; the same seed always gives the same."""
    return [_drawn(rules, seed, run) for run in range(runs)]


def _drawn(rules: Mapping[str, ArgumentRules], seed: bytes, run: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, rule in rules.items():
        digest = hmac.digest(seed, f"arguments\0{run}\0{name}".encode(), hashlib.sha256)
        dice = random.Random(int.from_bytes(digest, "big"))
        if not rule.is_list:
            found[name] = _one(rule, dice)
            continue
        other = found.get(rule.like)
        size = len(other) if isinstance(other, list) else dice.randint(*rule.lengths)
        found[name] = [_one(rule, dice) for _ in range(size)]
    return found


def _one(rule: ArgumentRules, dice: random.Random) -> Plain:
    if rule.among:
        return dice.choice(rule.among)
    least, most = rule.least or 0, rule.most or 0
    if isinstance(least, int) and isinstance(most, int):
        return dice.randint(least, most)
    return dice.uniform(least, most)
