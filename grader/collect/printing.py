"""What the script prints: written at once while it is little, and in larger pieces from then on.

What is written at once is there also if the script is ended in the middle. But each piece is a
system call, and a script that prints two million lines would need its time for these alone.
"""

import io
import sys

# Of more than 64 KiB the report keeps the ends only; what may be lost at the end is TextIOWrapper's
# own buffer, 8 KiB, and that only if the process is killed.
_AT_ONCE = 64 << 10


class Printed(io.TextIOWrapper):
    """A standard stream that writes at once until it has written much."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        raw = io.FileIO(stream.fileno(), "w", closefd=False)
        super().__init__(
            raw,
            encoding=stream.encoding,
            errors=stream.errors,
            newline="\n",
            write_through=True,
        )
        self._left = _AT_ONCE

    def write(self, text: str, /) -> int:
        """Write a text, and see whether that is enough of writing at once."""
        written = super().write(text)
        self._left -= written
        if self._left < 0:
            self.reconfigure(write_through=False)
            self.write = super().write  # type: ignore[method-assign]  # nothing left to count
        return written


def print_in_pieces() -> None:
    """Let the standard streams of this process be such ones."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            setattr(sys, name, Printed(stream))
            setattr(sys, f"__{name}__", getattr(sys, name))


def flush_all() -> None:
    """Write what is still to be written, also to streams that the script has put aside."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()  # type: ignore[union-attr]  # it may be anything
        except BaseException:  # noqa: S112 - the script may have closed or replaced it
            continue
