"""Inside the reading child: look into what was handed in, within the limits of this process.

It runs nothing of what it reads, holds no secret, and knows of an exercise its starting file only.
"""

import os

from msgspec.structs import replace

from grader.foundation import wire
from grader.submission.beside import with_files_beside
from grader.submission.cells import from_cell
from grader.submission.lines import code_of, lines
from grader.submission.messages import (
    Answer,
    Exhausted,
    Lines,
    ListArchive,
    ReadCell,
    ReadEntry,
    ReadFile,
    ReadLines,
    Request,
    Submission,
)
from grader.submission.reading import parse_module, parse_submission
from grader.submission.style import style_faults
from grader.submission.unpacking import list_archive, read_entry


def read(request_fd: int, result_fd: int, archive_fd: int = -1) -> None:
    """Read one request, write one frame with the answer. archive_fd is open on an archive."""
    payload = wire.read_all(request_fd)
    request: Request = wire.decode(payload, Request)  # type: ignore[arg-type]
    os.close(request_fd)
    try:
        payload = wire.encode(_answer(request, archive_fd))
    except MemoryError:
        payload = wire.encode(Exhausted())
    wire.write_frame(result_fd, payload)


def _answer(request: Request, archive_fd: int) -> Answer:
    match request:
        case ReadFile(name, raw, start, beside):
            found = parse_submission(name, raw, start)
            if not isinstance(found, Submission):
                return found
            style = () if found.cells else style_faults(found.source, start.style)
            return replace(with_files_beside(found, beside), style=style)
        case ReadCell(source, start):
            return parse_module("cell", from_cell(source), start)
        case ReadLines(name, raw, start):
            code = code_of(name, raw, start)
            return Lines(code, lines(code))
        case ListArchive():
            with os.fdopen(archive_fd, "rb") as file:
                return list_archive(file)
        case ReadEntry(number, most):
            with os.fdopen(archive_fd, "rb") as file:
                return read_entry(file, number, most)
