"""A student's file, read and checked as far as that goes without TensorFlow."""

import ast
import codecs
import io
import stat
import tokenize
import warnings
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import Exercise
from grader.foundation.model import Problem, SourceLine
from grader.foundation.plain import NotPlain, open_plain
from grader.foundation.text import clean, clean_line
from grader.submission.cells import CodeCell, Module, NotANotebook, read_notebook

MAX_BYTES = 1 << 20
NOTEBOOK = ".ipynb"
_NOTEBOOK_BYTES = 16 << 20  # with the pictures that it shows
_NOTES = 5


@dataclass(frozen=True)
class Submission:
    """A readable Python file: UTF-8 without BOM, lines ending in \\n.

    written: the lines of a notebook as they were before they were made a module, and cells where
    they come from. notes: what the student should know.
    """

    file: str
    source: bytes
    written: tuple[str, ...] = ()
    cells: tuple[CodeCell, ...] = ()
    notes: tuple[str, ...] = ()

    def line(self, number: int) -> SourceLine | None:
        """Return a line of the source, None if it has no such line."""
        lines = self.written or self.source.decode().split("\n")
        if not 0 < number <= len(lines):
            return None
        file, line = self.place(number)
        return SourceLine(file, line, clean(lines[number - 1], 300))

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
        return _parsed(Submission(name, text.encode(errors="surrogatepass")), text, exercise)
    try:
        module = read_notebook(text, exercise.slug)
    except NotANotebook as error:
        hint = "Save it again in Jupyter, or hand in the code as a Python file."
        return _not(name, "not a notebook", f"{name} cannot be read as a notebook: {error}.", hint)
    return parse_module(name, module, exercise)


def parse_module(name: str, module: Module, exercise: Exercise) -> Submission | Ungradable:
    """Return the submission that a notebook's code is, or the reason why there is none."""
    notes = [f"Left out, for it is not Python: {clean_line(what)}" for what in module.left_out]
    if len(notes) > _NOTES:
        notes[_NOTES:] = [f"and {len(notes) - _NOTES} more lines"]
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
    try:
        tree = _parse(text, name)
    except SyntaxError as error:
        if _same_lines("\n".join(submission.written) or text, stub):
            return _not_started(name)
        return Ungradable(name, "syntax error", _syntax_problem(error, submission, text))
    except (ValueError, RecursionError, MemoryError) as error:
        return _not(name, "not Python", f"{name} cannot be parsed: {error}.")
    return _not_started(name) if _same_program(tree, stub) else submission


def _place(file: str, cells: tuple[CodeCell, ...], number: int) -> tuple[str, int]:
    for cell in reversed(cells):
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


def _parse(text: str, name: str) -> ast.Module:
    """Parse and compile, so that errors which only the compiler finds are found here too."""
    with warnings.catch_warnings(action="ignore"):
        tree = ast.parse(text, name)
        compile(text, name, "exec", dont_inherit=True)
    return tree


def _same_program(tree: ast.Module, stub: str) -> bool:
    """Say whether only comments and layout differ from the stub."""
    try:
        return ast.dump(tree) == ast.dump(ast.parse(stub))
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


def _syntax_problem(error: SyntaxError, submission: Submission, text: str) -> Problem:
    number = error.lineno or 1
    lines = text.split("\n")
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    file, place = submission.place(number)
    where = SourceLine(file, place, clean(line, 200), error.offset or 0)
    return Problem(
        type(error).__name__,
        clean(f"{error.msg} ({file.removeprefix(submission.file + ', ')} line {place})", 500)
        if submission.cells
        else clean(f"{error.msg} (line {number})", 500),
        "Python cannot read this line, or the one before it.",
        (where,),
    )


def _not(name: str, headline: str, message: str, hint: str = "") -> Ungradable:
    return Ungradable(name, headline, Problem(headline, message, hint))
