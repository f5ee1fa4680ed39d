"""Where in the student's file something happens, and what is called what there."""

import sys
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

_MOST_PLACES = 10_000


class Frames:
    """Finds the frames of one file on the stack."""

    def __init__(self, filename: str) -> None:
        self._filename = filename
        # Python looks a line up from the beginning of a function; the code stays, and so its id.
        self._lines: dict[tuple[int, int], tuple[int, CodeType]] = {}

    def owns(self, frame: FrameType | None) -> bool:
        """Say whether a frame is one of the file's own."""
        return frame is not None and frame.f_code.co_filename == self._filename

    def all(self) -> Iterator[FrameType]:
        """Yield the file's frames, the innermost first."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename == self._filename:
                yield frame
            frame = frame.f_back

    def line(self, below: int = 1) -> int:
        """Return the line of the file that is at work, 0 if none is.

        below: how many frames, from the caller's on, cannot be the file's; each takes time.
        """
        frame: FrameType | None = sys._getframe(1 + below)
        filename = self._filename
        while frame is not None:
            code = frame.f_code
            if code.co_filename == filename:
                place = id(code), frame.f_lasti
                found = self._lines.get(place)
                if found is None:
                    found = frame.f_lineno, code
                    if len(self._lines) < _MOST_PLACES:
                        self._lines[place] = found
                return found[0]
            frame = frame.f_back
        return 0

    def names(self) -> dict[str, Any]:
        """Return what its names mean now; of two, the one of the inner function."""
        found: dict[str, Any] = {}
        for frame in self.all():
            for name, value in list(frame.f_locals.items()):
                found.setdefault(name, value)
        return found
