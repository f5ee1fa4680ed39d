"""One explanation of an error: when it is given, and in which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from grader.collect.stops import Failure


@dataclass(frozen=True)
class Explanation:
    """A hint for exceptions whose type and message match both patterns.

    hint: its first sentence says what is wrong, the last one nearly the line. `$name` in it stands
    for a piece of evidence (`grader.pipeline.evidence`), or a named group of the message's pattern;
    the hint is given only if all of them are known. needs: evidence that must be there as well.
    call: a pattern of the function that was called.
    """

    type: str
    message: str
    hint: str
    needs: tuple[str, ...] = ()
    call: str = ""

    def applied(self, failure: Failure, evidence: Mapping[str, str]) -> str:
        """Return the hint for a failure, "" if this is no explanation of it."""
        if not re.fullmatch(self.type, failure.type) or not re.search(
            self.call, failure.clues.call
        ):
            return ""
        found = re.search(self.message, failure.message, re.DOTALL)
        if found is None or not all(evidence.get(name) for name in self.needs):
            return ""
        groups = {name: text for name, text in found.groupdict().items() if text}
        try:
            return Template(self.hint).substitute({**evidence, **groups})
        except KeyError:
            return ""
