"""One child: imports what its kind needs, waits for a Task on standard input, and does it.

It runs as `python -P -m grader.workers.spawn.program KIND` and uses nothing that only some systems
have. The end of its standard input means that its supervisor is gone, or needs it no more.
"""

import contextlib
import math
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.foundation import wire
from grader.workers.confine.limits import apply_limits, mapped_bytes
from grader.workers.preload import preload
from grader.workers.roles import READY, ended, play
from grader.workers.scratch import remove
from grader.workers.spawn.task import MOST_BYTES, OUT_OF_TIME, RESULT, USED, Task, Used

_LOOK_S = 0.2
_SPARE_S = 5  # for the kernel's limit of processor time, where there is one: ours comes first


def main() -> None:
    kind = sys.argv[1]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's to handle
    streams = [os.dup(number) for number in range(3)]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        with _held_back():
            preload(kind)
    except BaseException:
        os.write(streams[2], traceback.format_exc().encode("utf-8", "replace"))
        os._exit(1)
    os.write(streams[2], READY)
    payload = wire.read_frame(streams[0], MOST_BYTES)
    if payload is not None:
        _carry_out(wire.decode(payload, Task), streams)
    os._exit(0)


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Keep what importing prints from the streams, which belong to the task."""
    with tempfile.TemporaryFile() as words:
        for number in (1, 2):
            os.dup2(words.fileno(), number)
        try:
            yield
        except BaseException as error:
            words.seek(0)
            error.add_note(words.read()[-1000:].decode("utf-8", "replace"))
            raise


def _carry_out(task: Task, streams: list[int]) -> None:
    stdin, stdout, stderr = streams
    begun = time.process_time()
    talks = task.linked or not task.folder  # its standard output is a channel then
    os.dup2(stderr if talks else stdout, 1)
    os.dup2(stderr, 2)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    channels = _channels(task, stdin, stdout)
    if not talks:
        threading.Thread(target=_end_with, args=(stdin, task), daemon=True).start()
    threading.Thread(target=_keep_time, args=(task, begun), daemon=True).start()

    def work() -> None:
        _settle(task)
        play(task.role, channels)

    code = ended(work)
    _tell(task, begun)
    os._exit(code)


def _channels(task: Task, stdin: int, stdout: int) -> list[int]:
    if not task.folder:
        return [stdin, stdout]
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    channels = [] if task.request is None else [_offered(task.request)]
    channels.append(os.open(os.path.join(task.folder, RESULT), flags, 0o600))
    channels += map(_stored, task.files)
    return [*channels, stdout, stdin] if task.linked else channels


def _offered(request: bytes) -> int:
    """Return a descriptor from which `request` can be read to its end."""
    read, write = os.pipe()

    def offer() -> None:
        with os.fdopen(write, "wb") as pipe, contextlib.suppress(OSError):
            pipe.write(request)

    threading.Thread(target=offer, daemon=True).start()
    return read


def _stored(content: bytes) -> int:
    """Return a descriptor of a nameless file with that content."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return os.dup(file.fileno())


def _settle(task: Task) -> None:
    """Take the limits that this system can keep, and go to the scratch folder."""
    used = math.ceil(time.process_time()) + _SPARE_S
    room = max(task.limits.file_mb, 1 + (task.limits.result_bytes >> 20))  # its result is a file
    limits = msgspec.structs.replace(task.limits, cpu_s=task.limits.cpu_s + used, file_mb=room)
    apply_limits(limits, 0 if sys.platform == "win32" else mapped_bytes())
    if task.scratch:
        places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), task.scratch)
        os.environ.update(places)
        tempfile.tempdir = task.scratch
        os.chdir(task.scratch)


def _end_with(stdin: int, task: Task) -> None:
    """End this process, and its folders, when its supervisor has gone without doing so."""
    while os.read(stdin, 1 << 16):
        pass
    os.chdir(os.path.abspath(os.sep))
    for folder in filter(None, (task.scratch, task.folder)):
        remove(Path(folder))
    os._exit(1)


def _keep_time(task: Task, begun: float) -> None:
    """End this process when it has used the processor for as long as it may."""
    while time.process_time() - begun < task.limits.cpu_s:
        time.sleep(_LOOK_S)
    _tell(task, begun)
    os._exit(OUT_OF_TIME)


def _tell(task: Task, begun: float) -> None:
    """Write down what was used."""
    if not task.folder:
        return
    used = Used(round(time.process_time() - begun, 3), _peak_mb())
    with contextlib.suppress(OSError):  # a full disk, or a script that removed the folder
        Path(task.folder, USED).write_bytes(msgspec.json.encode(used))


def _peak_mb() -> int:
    """Return the most memory that this process had at a time, 0 where no one can tell."""
    if sys.platform == "win32":
        return 0
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak >> 20 if sys.platform == "darwin" else peak >> 10  # bytes there, KiB elsewhere


if __name__ == "__main__":
    main()
