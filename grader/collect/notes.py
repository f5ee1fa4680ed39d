"""What the student should know of how the script was run, in short sentences. Claims."""

from grader.foundation.text import encodable

MAX_NOTES = 20
_LENGTH = 300


class Notes:
    """Collects sentences, each once, and the stand-ins that were used."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self._stand_ins: dict[str, None] = {}

    def add(self, text: str) -> None:
        """Note one sentence."""
        if len(self._texts) < MAX_NOTES:
            self._texts[encodable(text)[:_LENGTH]] = None

    def stood_in(self, module: str) -> None:
        """Note that a stand-in took the place of a module."""
        if len(self._stand_ins) < MAX_NOTES:
            self._stand_ins[module] = None

    def all(self) -> tuple[str, ...]:
        """Return what was noted, in order."""
        if not self._stand_ins:
            return tuple(self._texts)
        names = ", ".join(f"`{name}`" for name in self._stand_ins)
        first = (
            f"Stand-ins took the place of {names}: plots show nothing, bars iterate, no numbers"
            " come from them."
        )
        return encodable(first)[:_LENGTH], *self._texts
