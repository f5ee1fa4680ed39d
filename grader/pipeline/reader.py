"""Reading what was handed in, in limited children: files, cells, and what lies in archives.

Decoding, parsing and unpacking take the time and the memory that a file makes them take. Here they
take no more than `READING`; what needs more is the submission's fault, and told as such.
"""

import os
from pathlib import Path

from grader.catalog import Exercise
from grader.foundation import wire
from grader.foundation.errors import GraderFault, WorkerLost
from grader.foundation.limits import Limits
from grader.foundation.text import clean, clean_line
from grader.submission import Submission, Ungradable, open_submission, shown_name, start_of
from grader.submission.beside import Files, open_beside
from grader.submission.messages import (
    Answer,
    Exhausted,
    Lines,
    ReadCell,
    ReadFile,
    ReadLines,
    Request,
)
from grader.submission.opening import refused
from grader.workers.child import Child
from grader.workers.confine import OWN_WORK, Policy
from grader.workers.endings import signal_name
from grader.workers.standby import Standby

# A megabyte of plain code takes 2 s and 150 MB, one long list of as many numbers 3.5 s and 550 MB.
READING = Limits(
    wall_s=120.0,
    cpu_s=10,
    memory_mb=768,
    file_mb=0,
    threads=8,
    open_files=32,
    output_bytes=1 << 16,
    result_bytes=20 << 20,
)
_TRIES = 3


class Reader:
    """Reads for one command; its process is started when it is first needed. Closes when left."""

    def __init__(self, policy: Policy = OWN_WORK) -> None:
        # Nothing of a submission runs here: a machine that shuts off less may read all the same.
        self._standby = Standby(Policy(policy.wanted, "none", policy.start), ("reader",))

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; it is started again when it is needed."""
        self._standby.close()

    def give_up(self) -> None:
        """Make every reading that is under way end soon."""
        self._standby.give_up()

    def open_file(self, exercise: Exercise, path: Path) -> Submission | Ungradable:
        """Return the submission in `path`, or the reason why there is none to grade."""
        raw = open_submission(path, exercise.slug)
        if isinstance(raw, Ungradable):
            return raw
        return self.file(exercise, shown_name(path), raw, open_beside(exercise, path.parent))

    def file(
        self, exercise: Exercise, name: str, raw: bytes, beside: Files = ()
    ) -> Submission | Ungradable:
        """Return the submission that `raw` holds, or the reason why it cannot be graded.

        beside: names and bytes of the student's other files that belong to it.
        """
        return self._submission(name, ReadFile(name, raw, start_of(exercise), beside))

    def cell(self, exercise: Exercise, source: str) -> Submission | Ungradable:
        """Return the submission that one cell of a notebook is, or why it cannot be graded."""
        return self._submission("cell", ReadCell(source, start_of(exercise)))

    def lines(self, exercise: Exercise, name: str, raw: bytes) -> Lines:
        """Return a file's code and its logical lines; none if reading it takes too much."""
        answer, _ = self.ask(ReadLines(name, raw, start_of(exercise)))
        return answer if isinstance(answer, Lines) else Lines("", ())

    def ask(self, request: Request, archive: int | None = None) -> tuple[Answer | str, float]:
        """Return the child's answer, or why there is none, and its processor seconds.

        archive: a descriptor that the child reads too; it stays open here. Raises GraderFault.
        """
        for _ in range(_TRIES - 1):
            try:
                return self._ask(request, archive)
            except WorkerLost:  # perhaps because of another submission
                continue
        return self._ask(request, archive)

    def _ask(self, request: Request, archive: int | None) -> tuple[Answer | str, float]:
        processes = self._standby.workers()
        channels = () if archive is None else (os.dup(archive),)
        child = processes.spawn("read", READING, request=wire.encode(request), channels=channels)
        processes.wait(child)
        used = child.exit.cpu_s if child.exit else 0.0
        return _answer(child), used

    def _submission(self, name: str, request: Request) -> Submission | Ungradable:
        answer, _ = self.ask(request)
        if isinstance(answer, Submission | Ungradable):
            return answer
        hint = "Hand in a plain script of your own; an exercise needs a hundred lines."
        return refused(name, "cannot be read", f"{name} cannot be read: {answer}.", hint)


def _answer(child: Child) -> Answer | str:
    """Return what the child said, or in words why it said nothing. Raises GraderFault."""
    ended = child.exit
    assert ended is not None
    if not child.was_ready and not child.breach:
        raise GraderFault(f"a process that reads could not be set up: {_last_words(child)}")
    signal = signal_name(ended.signal) if ended.signal else ""
    used_up = child.breach == "cpu" or signal == "SIGXCPU" or ended.cpu_s >= READING.cpu_s
    if child.breach == "time" or used_up:
        return f"reading it takes more than the {READING.cpu_s} seconds that are allowed"
    if child.breach:
        return f"what is in it is more than {READING.result_bytes >> 20} MiB"
    if signal == "SIGKILL":
        raise WorkerLost("a process that reads was killed from outside", "try again")
    if ended.signal:
        return f"it makes Python itself crash (signal {ended.signal})"
    try:
        payload = wire.unframe(child.output("result"))
        answer: Answer = wire.decode(payload, Answer)  # type: ignore[arg-type]
    except wire.WireError:
        if "MemoryError" not in _last_words(child):
            return f"Python stumbles over it ({_last_words(child)})"
        answer = Exhausted()
    if isinstance(answer, Exhausted):
        return f"reading it takes more than the {READING.memory_mb} MB that are allowed"
    return answer


def _last_words(child: Child) -> str:
    """Return the last line that a child wrote, as a rule the error that ended it."""
    written = clean(child.output("stderr").decode("utf-8", "replace")[-1500:]).strip()
    return clean_line(written.rpartition("\n")[2], 200) or "it said nothing"
