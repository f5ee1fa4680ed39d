"""What a collector is given beside the answer: other files, and a driver that calls functions."""

from typing import Annotated

import msgspec
from msgspec import Meta

MAX_PARTS = 64
_Bytes = Annotated[bytes, Meta(max_length=1 << 20)]


class Part(msgspec.Struct, frozen=True):
    """A Python file that the answer, or a driver, may import by `name`.

    shown: what the student calls it. own: the student wrote it, so its lines are theirs.
    """

    name: str
    shown: str
    source: _Bytes
    own: bool = True


class Drive(msgspec.Struct, frozen=True):
    """Run the driver once with each of these arguments, which are JSON objects."""

    source: _Bytes
    runs: Annotated[tuple[bytes, ...], Meta(max_length=8)]
