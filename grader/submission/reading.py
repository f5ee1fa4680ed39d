"""A student's file, read and checked as far as that goes without TensorFlow; pure.

Decoding and parsing cost what a file makes them cost: `grader.submission.child` does it within
limits. Only that child, and an author's own tools, call what is here.
"""

import ast
import codecs
import io
import tokenize
import warnings

import msgspec

from grader.foundation.model import Problem, SourceLine
from grader.foundation.text import clean, clean_line, encodable
from grader.submission.cells import Module, NotANotebook
from grader.submission.exports import from_script
from grader.submission.faults import conflict, explained
from grader.submission.kinds import other_kind
from grader.submission.messages import (
    MAX_BYTES,
    MAX_CELLS,
    WRITTEN_WIDTH,
    Start,
    Submission,
    Ungradable,
    UnreadCell,
)
from grader.submission.notebooks import read_for
from grader.submission.opening import NOTEBOOK, most_bytes, refused

_NOTES, _REMARKS = 5, 10
_TOO_MUCH = "it is nested too deeply, or too large"  # what a MemoryError of the parser's means
# What a file in another encoding than UTF-8 may be in, by Python's own names. Each takes a byte for
# a character and time in proportion; others (punycode) take minutes for a megabyte.
_ENCODINGS = frozenset(
    (
        *("utf-8", "utf-8-sig", "ascii", "iso8859-1", "koi8-r", "koi8-u", "mac-roman"),
        *(f"iso8859-{part}" for part in (*range(2, 12), *range(13, 17))),
        *(f"cp{page}" for page in (437, 850, 852, 866, *range(1250, 1259))),
    )
)


def parse_submission(name: str, raw: bytes, start: Start) -> Submission | Ungradable:
    """Return the submission that `raw` holds, or the reason why it cannot be graded."""
    limit = most_bytes(name)
    if len(raw) > limit:
        hint = "Hand in the script alone, no data."
        return refused(name, "too large", f"{name} is larger than {limit >> 20} MiB.", hint)
    if (other := other_kind(name, raw)) is not None:
        return Ungradable(name, *other)
    text = _decode(raw)
    if isinstance(text, Problem):
        return Ungradable(name, "not Python text", text)
    if not name.endswith(NOTEBOOK):
        if (exported := from_script(text)) is not None:
            return parse_module(name, exported, start)
        return _parsed(Submission(name, text.encode(errors="surrogatepass")), text, start)
    try:
        module = read_for(text, start)
    except NotANotebook as error:
        hint = "Save it again in Jupyter, or hand in the code as a Python file."
        return refused(
            name, "not a notebook", f"{name} cannot be read as a notebook: {error}.", hint
        )
    return parse_module(name, module, start)


def parse_module(name: str, module: Module, start: Start) -> Submission | Ungradable:
    """Return the submission that a notebook's code is, or the reason why there is none."""
    notes = [f"Left out, for it is not Python: {clean_line(what)}" for what in module.left_out]
    if len(notes) > _NOTES:
        notes[_NOTES:] = [f"and {len(notes) - _NOTES} more lines"]
    notes += [clean(remark, 500) for remark in module.remarks[:_REMARKS]]
    if len(module.cells) > MAX_CELLS:
        return refused(name, "too large", f"{name} has more than {MAX_CELLS:,} cells of code.")
    source = module.source.encode(errors="surrogatepass")
    written = encodable("\n".join(line[:WRITTEN_WIDTH] for line in module.written))
    found = Submission(name, source, written, module.cells, tuple(notes))
    return _parsed(found, module.source, start)


def _parsed(submission: Submission, text: str, start: Start) -> Submission | Ungradable:
    name = submission.file
    if len(submission.source) > MAX_BYTES:
        return refused(name, "too large", f"{name} holds more than 1 MiB of code.")
    if not text.strip():
        return refused(
            name,
            "empty",
            f"{name} is empty.",
            f"`grade reset {start.slug}` puts the starting file back.",
        )
    stubs = (start.text, *([start.other] if start.other else []))
    if submission.cells:
        submission = _read_cells(submission, text)
        text = submission.source.decode(errors="surrogatepass")
        if submission.unread and not text.strip():
            if any(_same_lines(submission.written, stub) for stub in stubs):
                return _not_started(name)
            first = submission.unread[0].problem
            return Ungradable(name, _headline(first), first)
        begun = submission.unread or not any(_same_program(text, stub) for stub in stubs)
        return submission if begun else _not_started(name)
    problem = _fault(text, submission, 1)
    if problem is None:
        untouched = any(_same_program(text, stub) for stub in stubs)
        return _not_started(name) if untouched else submission
    if any(_same_lines(text, stub) for stub in stubs):
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
    return msgspec.structs.replace(submission, source=source, unread=tuple(unread))


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
        place = f"{submission.place(start)[0]} cannot be parsed: {error or _TOO_MUCH}."
        return Problem("not Python", place)
    return None


def _headline(problem: Problem) -> str:
    return "not Python" if problem.type == "not Python" else "syntax error"


def _decode(raw: bytes) -> str | Problem:
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
    """Return the encoding that Python would use.

    Raises UnicodeDecodeError, SyntaxError, or LookupError for one that is not read.
    """
    try:
        found = tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
    except SyntaxError:
        raw.decode()  # tells which byte is wrong, when that is the reason
        raise
    if codecs.lookup(found).name not in _ENCODINGS:
        raise LookupError(f"{found} is none that is read here; save the file as UTF-8")
    return found


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
    except (RecursionError, ValueError):  # as deep as Python can compile, a number beyond print
        return False


def _same_lines(text: str, stub: str) -> bool:
    """Say whether a file that Python cannot read is the stub but for empty and comment lines."""
    mine, given = (
        [line.rstrip() for line in one.split("\n") if line.partition("#")[0].strip()]
        for one in (text, stub)
    )
    return mine == given


def _not_started(name: str) -> Ungradable:
    return refused(
        name,
        "not started",
        f"{name} is still the starting file.",
        "Write the lines marked TODO, then grade again.",
    )


def _syntax_problem(error: SyntaxError, submission: Submission, text: str, start: int) -> Problem:
    number = error.lineno or 1
    lines = text.split("\n")
    marker = conflict(lines)
    number = marker or number
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    says, remedy = explained(line, error.msg or "")
    if marker:
        says = f"a merge conflict is left, from `{line[:40]}` on"
        remedy = (
            "Keep one of the two versions, and remove the lines `<<<<<<<`, `=======`, `>>>>>>>`."
        )
    file, place = submission.place(start + number - 1)
    above = submission.line(start + number - 1, 2)
    where = SourceLine(
        file,
        place,
        clean(line, 200),
        0 if marker else error.offset or 0,
        before=above.before if above else (),
    )
    cell = file.removeprefix(submission.file).removeprefix(", ")
    message = f"{error.msg} ({cell} line {place})".replace("( ", "(")
    return Problem(
        type(error).__name__,
        clean(f"{message}: {says}." if says else message, 500),
        remedy or "Python cannot read this line, or the one before it.",
        (where,),
    )
