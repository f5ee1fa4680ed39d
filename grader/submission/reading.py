"""A student's file, read and checked as far as that goes without TensorFlow."""

import ast
import codecs
import io
import stat
import tokenize
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

from grader.catalog import Exercise
from grader.foundation.model import Problem, SourceLine
from grader.foundation.plain import NotPlain, open_plain
from grader.foundation.text import clean, clean_line
from grader.submission.cells import CodeCell, Module, NotANotebook
from grader.submission.exports import from_script
from grader.submission.notebooks import read_for

MAX_BYTES = 1 << 20
NOTEBOOK = ".ipynb"
_NOTEBOOK_BYTES = 16 << 20  # with the pictures that it shows
_NOTES = 5


@dataclass(frozen=True)
class UnreadCell:
    """A notebook's cell that Python cannot read: its lines are blank in the source."""

    cell: CodeCell
    problem: Problem


@dataclass(frozen=True)
class Submission:
    """A readable Python file: UTF-8 without BOM, lines ending in \\n.

    written: the lines of a notebook as they were before they were made a module, and cells where
    they come from; unread: those of them that Python cannot read. notes: what the student should
    know.
    """

    file: str
    source: bytes
    written: tuple[str, ...] = ()
    cells: tuple[CodeCell, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[UnreadCell, ...] = ()

    def line(self, number: int) -> SourceLine | None:
        """Return a line of the source, None if it has no such line."""
        lines = self.written or self.source.decode().split("\n")
        if not 0 < number <= len(lines):
            return None
        file, line = self.place(number)
        return SourceLine(file, line, clean(lines[number - 1], 300))

    @property
    def not_read(self) -> tuple[CodeCell, ...]:
        """The cells that Python cannot read."""
        return tuple(one.cell for one in self.unread)

    def first_line(self, cell: CodeCell) -> str:
        """Return the first line of a cell, a comment only if there is nothing else."""
        lines = [line.strip() for line in self.written[cell.start - 1 :][: cell.lines]]
        return next(filter(None, [line for line in lines if line[:1] != "#"] + lines), "")

    def place(self, number: int) -> tuple[str, int]:
        """Return file and line as the student knows them: of a notebook the cell's."""
        return _place(self.file, self.cells, number)


@dataclass(frozen=True)
class Ungradable:
    """A file that cannot be graded, and why. headline is one short sentence."""

    file: str
    headline: str
    problem: Problem


def read_submission(path: Path, exercise: Exercise) -> Submission | Ungradable:
    """Return the submission in `path`, or the reason why there is none to grade."""
    name = clean(path.name, 100)
    try:
        if path.is_dir():
            return _not(name, "a folder", f"{name} is a folder; give the file in it.")
        if not stat.S_ISREG(path.stat().st_mode):
            return _not(name, "not a regular file", f"{name} is not a regular file.")
        with open_plain(path.parent, path.name) as file:
            raw = file.read(most_bytes(path.name) + 1)
    except NotPlain as error:
        return _not(name, "a link", clean(f"{error}."), "Hand in the file itself.")
    except FileNotFoundError:
        return _not(
            name,
            "no such file",
            f"There is no file {name} here.",
            f"`grade start {exercise.slug}` puts the starting file into this folder.",
        )
    except OSError as error:
        return _not(name, "not readable", f"{name} cannot be read: {error.strerror}.")
    return parse_submission(name, raw, exercise)


def parse_submission(name: str, raw: bytes, exercise: Exercise) -> Submission | Ungradable:
    """Return the submission that `raw` holds, or the reason why it cannot be graded."""
    limit = most_bytes(name)
    if len(raw) > limit:
        hint = "Hand in the script alone, no data."
        return _not(name, "too large", f"{name} is larger than {limit >> 20} MiB.", hint)
    text = _decode(raw)
    if isinstance(text, Problem):
        return Ungradable(name, "not Python text", text)
    if not name.endswith(NOTEBOOK):
        if (exported := from_script(text)) is not None:
            return parse_module(name, exported, exercise)
        return _parsed(Submission(name, text.encode(errors="surrogatepass")), text, exercise)
    try:
        module = read_for(text, exercise)
    except NotANotebook as error:
        hint = "Save it again in Jupyter, or hand in the code as a Python file."
        return _not(name, "not a notebook", f"{name} cannot be read as a notebook: {error}.", hint)
    return parse_module(name, module, exercise)


def parse_module(name: str, module: Module, exercise: Exercise) -> Submission | Ungradable:
    """Return the submission that a notebook's code is, or the reason why there is none."""
    notes = [f"Left out, for it is not Python: {clean_line(what)}" for what in module.left_out]
    if len(notes) > _NOTES:
        notes[_NOTES:] = [f"and {len(notes) - _NOTES} more lines"]
    notes += [clean(remark, 500) for remark in module.remarks]
    source = module.source.encode(errors="surrogatepass")
    found = Submission(name, source, module.written, module.cells, tuple(notes))
    return _parsed(found, module.source, exercise)


def most_bytes(name: str) -> int:
    """Return how large a file of this name may be."""
    return _NOTEBOOK_BYTES if name.endswith(NOTEBOOK) else MAX_BYTES


def _parsed(submission: Submission, text: str, exercise: Exercise) -> Submission | Ungradable:
    name = submission.file
    if len(submission.source) > MAX_BYTES:
        return _not(name, "too large", f"{name} holds more than 1 MiB of code.")
    if not text.strip():
        return _not(
            name,
            "empty",
            f"{name} is empty.",
            f"`grade reset {exercise.slug}` puts the starting file back.",
        )
    stub = exercise.stub.read_text(encoding="utf-8")
    if submission.cells:
        submission = _read_cells(submission, text)
        text = submission.source.decode(errors="surrogatepass")
        if submission.unread and not text.strip():
            if _same_lines("\n".join(submission.written), stub):
                return _not_started(name)
            first = submission.unread[0].problem
            return Ungradable(name, _headline(first), first)
        return _not_started(name) if _same_program(text, stub) else submission
    problem = _fault(text, submission, 1)
    if problem is None:
        return _not_started(name) if _same_program(text, stub) else submission
    if _same_lines(text, stub):
        return _not_started(name)
    return Ungradable(name, _headline(problem), problem)


def _read_cells(submission: Submission, text: str) -> Submission:
    """Return the submission without the cells that Python cannot read; it names them."""
    lines = text.split("\n")
    unread: list[UnreadCell] = []
    for cell in submission.cells:
        own = slice(cell.start - 1, cell.start - 1 + cell.lines)
        problem = _fault("\n".join(lines[own]), submission, cell.start)
        if problem is not None:
            unread.append(UnreadCell(cell, problem))
            lines[own] = [""] * cell.lines
    source = "\n".join(lines).encode(errors="surrogatepass")
    return replace(submission, source=source, unread=tuple(unread))


def _fault(text: str, submission: Submission, start: int) -> Problem | None:
    """Return why Python cannot read a part of a submission, from line `start` on; None if it can.

    It is compiled as well, so that errors which only the compiler finds are found here too. Above a
    notebook's functions there may be an `await`.
    """
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if submission.cells else 0
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(text, submission.file)
            compile(text, submission.file, "exec", flags=flags, dont_inherit=True)
    except SyntaxError as error:
        return _syntax_problem(error, submission, text, start)
    except (ValueError, RecursionError, MemoryError) as error:
        place = f"{submission.place(start)[0]} cannot be parsed: {error}."
        return Problem("not Python", place)
    return None


def _headline(problem: Problem) -> str:
    return "not Python" if problem.type == "not Python" else "syntax error"


def _place(file: str, cells: tuple[CodeCell, ...], number: int) -> tuple[str, int]:
    for cell in reversed(cells):
        if number >= cell.start and not cell.number:
            break
        if number >= cell.start:
            return f"{file}, cell {cell.number}", number - cell.start + 1
    return file, number


def _decode(raw: bytes) -> str | Problem:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text_problem("is UTF-16", 1)
    if b"\0" in raw:
        return _text_problem("contains a NUL byte", raw[: raw.index(b"\0")].count(b"\n") + 1)
    try:
        with warnings.catch_warnings(action="ignore"):
            text = raw.decode(_encoding(raw))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _text_problem(f"is not UTF-8 (byte 0x{error.object[error.start]:02x})", line)
    except (SyntaxError, LookupError, UnicodeError) as error:
        return Problem("SyntaxError", clean(f"The encoding cannot be used: {error}."))
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _encoding(raw: bytes) -> str:
    """Return the encoding that Python would use; raise UnicodeDecodeError or SyntaxError."""
    try:
        return tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
    except SyntaxError:
        raw.decode()  # tells which byte is wrong, when that is the reason
        raise


def _text_problem(what: str, line: int) -> Problem:
    return Problem(
        "UnicodeError",
        f"The file {what}, on line {line}.",
        "Save the file as UTF-8 text in your editor.",
    )


def _same_program(text: str, stub: str) -> bool:
    """Say whether only comments and layout differ from the stub."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.dump(ast.parse(text)) == ast.dump(ast.parse(stub))
    except SyntaxError:  # a stub that is to be fixed before Python can read it
        return False
    except RecursionError:  # a tree as deep as Python can compile: no stub is
        return False


def _same_lines(text: str, stub: str) -> bool:
    """Say whether a file that Python cannot read is the stub but for empty and comment lines."""
    mine, given = (
        [line.rstrip() for line in one.split("\n") if line.partition("#")[0].strip()]
        for one in (text, stub)
    )
    return mine == given


def _not_started(name: str) -> Ungradable:
    return _not(
        name,
        "not started",
        f"{name} is still the starting file: not started.",
        "Write the lines marked TODO, then grade again.",
    )


def _syntax_problem(error: SyntaxError, submission: Submission, text: str, start: int) -> Problem:
    number = error.lineno or 1
    lines = text.split("\n")
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    file, place = submission.place(start + number - 1)
    where = SourceLine(file, place, clean(line, 200), error.offset or 0)
    cell = file.removeprefix(submission.file).removeprefix(", ")
    return Problem(
        type(error).__name__,
        clean(f"{error.msg} ({cell} line {place})".replace("( ", "("), 500),
        "Python cannot read this line, or the one before it.",
        (where,),
    )


def _not(name: str, headline: str, message: str, hint: str = "") -> Ungradable:
    return Ungradable(name, headline, Problem(headline, message, hint))
