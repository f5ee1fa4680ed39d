"""What a spawned child leaves: its result and what it used, in a folder, and its exit code."""

import tempfile
from pathlib import Path

import msgspec

from grader.workers.child import Child, Exit, Stream
from grader.workers.scratch import remove
from grader.workers.spawn.task import OUT_OF_TIME, RESULT, USED, Used

_USED_BYTES = 200


class Outcome:
    """The folder of one child that has a result; an executor has none."""

    def __init__(self, role: str) -> None:
        self.folder = None if role == "execute" else Path(tempfile.mkdtemp(prefix="grade-"))

    def size(self) -> int:
        """Return how large the result is so far."""
        try:
            return (self.folder / RESULT).stat().st_size if self.folder else 0
        except OSError:
            return 0

    def settle(self, child: Child, code: int) -> None:
        """Take result and numbers of a child that ended with `code`; remove the folder."""
        used = Used()
        if self.folder is not None:
            result = Stream("result", -1, most := child.limits.result_bytes + 8, most)
            if not result.take(self._read(RESULT, most + 1)) and not child.breach:
                child.breach = "result"
            child.streams.append(result)
            used = _used(self._read(USED, _USED_BYTES))
            remove(self.folder)
        if code == OUT_OF_TIME and used.cpu_s >= child.limits.cpu_s and not child.breach:
            child.breach = "cpu"
        if child.watch and not child.breach and (finding := child.watch.left()):
            child.breach, child.finding = "disk", finding  # done between two looks
        child.exit = Exit(max(code, 0), max(-code, 0), used.cpu_s, used.memory_mb)

    def _read(self, name: str, most: int) -> bytes:
        """Return what the child wrote; nothing if it did not, or made it anything but a file."""
        assert self.folder is not None
        path = self.folder / name
        try:
            if not path.is_file() or path.is_symlink():
                return b""
            with path.open("rb") as file:
                return file.read(most)
        except OSError:
            return b""


def _used(data: bytes) -> Used:
    """Return what a child said it used; the script may have written anything there."""
    try:
        return msgspec.json.decode(data, type=Used)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Used()
