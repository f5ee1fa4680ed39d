"""Where and why a script stopped, as its own process tells it: words for a report, no proof."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

# The function of a frame that says where the operation was made which failed when it was run.
DEFINED = "<defined here>"

Role = Literal["", "key", "feed", "session", "text", "program"]

_Some = Annotated[tuple[str, ...], Meta(max_length=20)]
_Kinds = Annotated[dict[str, str], Meta(max_length=40)]


class Frame(msgspec.Struct, frozen=True):
    """A line of the student's own file in a traceback.

    column, end: the first character that failed, from 1, and the one after the last; 0 if unknown.
    """

    file: str
    line: int
    function: str
    text: str
    column: int = 0
    end: int = 0

    @property
    def defines(self) -> bool:
        """Whether this is where the operation that failed was made, not where the script was."""
        return self.function == DEFINED


class Clues(msgspec.Struct, frozen=True):
    """What the names on the line meant at which a script stopped.

    missing: the name, attribute, key or argument that is not there. owner: what should have it, as
    it is written. near: what there is of nearly that name, or of that name elsewhere. there: all
    that could stand in its place: keys, arguments, sessions, placeholders. below: the line, further
    down, that gives the name a value, 0 if none does. role: what it stands for; a program, if none
    may be started.
    call: the function of the innermost call that failed. names: what each name on the line is, as
    "list" or "number". uncalled: functions that stand there without brackets, and with them.
    """

    missing: str = ""
    owner: str = ""
    near: _Some = ()
    there: _Some = ()
    below: int = 0
    role: Role = ""
    call: str = ""
    names: _Kinds = {}
    uncalled: _Kinds = {}


class Failure(msgspec.Struct, frozen=True):
    """A student's exception, flattened: no object of it survives.

    there: names of what lies beside the script, where a file is missing. of_driver: an exercise's
    own driver failed, and no code of the student's is to blame.
    """

    type: str
    message: str
    frames: Annotated[tuple[Frame, ...], Meta(max_length=100)]
    there: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    clues: Clues = Clues()
    of_driver: bool = False

    @property
    def stopped_at(self) -> Frame | None:
        """The innermost line of the student's that was running, None if it is not known."""
        running = [frame for frame in self.frames if not frame.defines]
        return running[-1] if running else None
