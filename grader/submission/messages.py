"""What is asked of the child that reads what was handed in, and what it answers.

The child runs nothing of a submission, but it meets every byte first: its answers are decoded with
bounds, as the collector's are.
"""

from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from grader.catalog.rules import StyleRules
from grader.foundation.model import Problem, SourceLine
from grader.foundation.text import clean

MAX_BYTES = 1 << 20
MAX_CELLS = 10_000
MAX_ENTRIES = 100_000
MAX_LINES = 10_000
MAX_WORDS = 20_000
MAX_NAME = 1_000
MAX_BESIDE = 50
MAX_STYLE_FAULTS = 50
_NOTES = 20
# Of a notebook's line only so much is kept: more is never shown.
WRITTEN_WIDTH = 1_200

_Name = Annotated[str, Meta(max_length=MAX_NAME)]


class CodeCell(msgspec.Struct, frozen=True):
    """A code cell: its number among all cells from 1, and the module's line at which it begins.

    The number is 0 where the cell stands in a script that a notebook was exported as: then the
    module's lines are the script's.
    """

    number: int
    start: int
    lines: int


class UnreadCell(msgspec.Struct, frozen=True):
    """A notebook's cell that Python cannot read: its lines are blank in the source."""

    cell: CodeCell
    problem: Problem


class Beside(msgspec.Struct, frozen=True):
    """Another Python file of the student's, in the folder of the one that is judged.

    source: as it was handed in, or as UTF-8 if it can be read; problem: why it cannot. begun: it is
    more than functions without a body, as starting files have them.
    """

    name: _Name
    source: Annotated[bytes, Meta(max_length=MAX_BYTES)]
    problem: Problem | None = None
    begun: bool = True


class StyleFault(msgspec.Struct, frozen=True):
    """A line that is not in the style that an exercise asks for: what is wrong, and its code."""

    line: int
    code: str
    message: Annotated[str, Meta(max_length=500)]


class Submission(msgspec.Struct, frozen=True, tag="submission"):
    """A readable Python file: UTF-8 without BOM, lines ending in \\n.

    written: the lines of a notebook as they were before they were made a module, and cells where
    they come from; unread: those of them that Python cannot read. notes: what the student should
    know. beside: what it may import. style: where it is not in the style that is asked for.
    """

    file: str
    source: Annotated[bytes, Meta(max_length=MAX_BYTES)]
    written: str = ""
    cells: Annotated[tuple[CodeCell, ...], Meta(max_length=MAX_CELLS)] = ()
    notes: Annotated[tuple[str, ...], Meta(max_length=_NOTES)] = ()
    unread: Annotated[tuple[UnreadCell, ...], Meta(max_length=MAX_CELLS)] = ()
    beside: Annotated[tuple[Beside, ...], Meta(max_length=MAX_BESIDE)] = ()
    style: Annotated[tuple[StyleFault, ...], Meta(max_length=MAX_STYLE_FAULTS)] = ()

    def line(self, number: int, context: int = 0) -> SourceLine | None:
        """Return a line of the source, and so many above it; None if it has no such line."""
        lines = self.text.split("\n")
        if not 0 < number <= len(lines):
            return None
        file, line = self.place(number)
        above = "\n".join(lines[number - 1 - min(context, line - 1) : number - 1]).strip("\n")
        before = tuple(clean(one, 300) for one in above.split("\n")) if above else ()
        return SourceLine(file, line, clean(lines[number - 1], 300), before=before)

    def line_in(self, file: str, number: int, context: int = 0) -> SourceLine | None:
        """Return a line of the answer or of another file of the student's, as `line` does."""
        for other in self.beside:
            if other.name == file != self.file:
                return Submission(file, other.source).line(number, context)
        return self.line(number, context)

    @property
    def text(self) -> str:
        """What the student wrote: the source, or the lines of which it was made."""
        return self.written or self.source.decode(errors="replace")

    @property
    def not_read(self) -> tuple[CodeCell, ...]:
        """The cells that Python cannot read."""
        return tuple(one.cell for one in self.unread)

    def first_line(self, cell: CodeCell) -> str:
        """Return the first line of a cell, a comment only if there is nothing else."""
        written = self.written.split("\n")[cell.start - 1 :][: cell.lines]
        lines = [line.strip() for line in written]
        return next(filter(None, [line for line in lines if line[:1] != "#"] + lines), "")

    def place(self, number: int) -> tuple[str, int]:
        """Return file and line as the student knows them: of a notebook the cell's."""
        for cell in reversed(self.cells):
            if number >= cell.start and not cell.number:
                break
            if number >= cell.start:
                return f"{self.file}, cell {cell.number}", number - cell.start + 1
        return self.file, number


class Ungradable(msgspec.Struct, frozen=True, tag="ungradable"):
    """A file that cannot be graded, and why. headline is one short sentence."""

    file: str
    headline: str
    problem: Problem


class CodeLine(msgspec.Struct, frozen=True):
    """A logical line: its normal form, and the first and last line of text, counted from 1."""

    form: Annotated[tuple[str, ...], Meta(max_length=MAX_WORDS)]
    first: int
    last: int


class Lines(msgspec.Struct, frozen=True, tag="lines"):
    """The code of a file, as far as there is any, and its logical lines."""

    source: Annotated[str, Meta(max_length=2 * MAX_BYTES)]
    lines: Annotated[tuple[CodeLine, ...], Meta(max_length=MAX_LINES)]


class Entry(msgspec.Struct, frozen=True):
    """A file in an archive: its place there, its name, size and time as the archive gives them.

    The size may be a lie. The ISO time names a zone in tar only and may be empty. refused: why it
    cannot be read, as "is a link, not a file".
    """

    number: int
    name: _Name
    size: int
    modified: Annotated[str, Meta(max_length=40)] = ""
    refused: _Name = ""


class Listing(msgspec.Struct, frozen=True, tag="listing"):
    """The files of an archive. left_out: names of places outside, which are none of them."""

    entries: Annotated[tuple[Entry, ...], Meta(max_length=MAX_ENTRIES)]
    left_out: Annotated[tuple[_Name, ...], Meta(max_length=MAX_ENTRIES)] = ()


class Content(msgspec.Struct, frozen=True, tag="content"):
    """What a file in an archive holds, as far as was asked for."""

    data: bytes


class Refusal(msgspec.Struct, frozen=True, tag="refusal"):
    """Why an archive, or a file in it, cannot be read, as "cannot be unpacked: …"."""

    reason: str


class Exhausted(msgspec.Struct, frozen=True, tag="exhausted"):
    """Reading took more memory than the child may have."""


class Start(NamedTuple):
    """What every student begins with: the exercise's name and the text of its starting file.

    required: the names that an answer gives to what it builds. style: that of a script. other: the
    starting file in TensorFlow 2, if there is one.
    """

    slug: str
    text: str
    required: tuple[str, ...] = ()
    style: StyleRules | None = None
    other: str = ""


class ReadFile(msgspec.Struct, frozen=True, tag="file"):
    """Read a file that was handed in."""

    name: str
    raw: bytes
    start: Start
    beside: tuple[tuple[str, bytes], ...] = ()


class ReadCell(msgspec.Struct, frozen=True, tag="cell"):
    """Read one cell, whose first line was the magic that grades it."""

    source: str
    start: Start


class ReadLines(msgspec.Struct, frozen=True, tag="lines"):
    """Read a file, and return its code in the normal form that is compared."""

    name: str
    raw: bytes
    start: Start


class ListArchive(msgspec.Struct, frozen=True, tag="list"):
    """List the archive that the channel is open on."""


class ReadEntry(msgspec.Struct, frozen=True, tag="entry"):
    """Return at most `most` bytes of the file `number` of the archive in the channel."""

    number: int
    most: int


Request = ReadFile | ReadCell | ReadLines | ListArchive | ReadEntry
Answer = Submission | Ungradable | Lines | Listing | Content | Refusal | Exhausted
