"""What a script raised, as a report tells it: type, message, hint and the student's own lines."""

from collections.abc import Mapping

import msgspec

from grader.collect.claims import Gist
from grader.collect.stops import Failure, Frame
from grader.foundation.dumps import without_dumps
from grader.foundation.model import Problem, SourceLine
from grader.foundation.text import clean, clean_line
from grader.pipeline.evidence import names_of
from grader.pipeline.explanation import explain
from grader.submission import CodeCell, Submission

_CONTEXT = 2
_SUGGESTED = ("NameError", "AttributeError", "UnboundLocalError")


def raised(submission: Submission, claims: Gist) -> Problem | None:
    """Return what the script raised, or the first cell that could not be run; None if all ran."""
    if submission.cells:
        return next((problem for _, problem in failed_cells(submission, claims)), None)
    return _problem(submission, claims.failure, names_of(claims)) if claims.failure else None


def failed_cells(submission: Submission, claims: Gist) -> list[tuple[CodeCell, Problem]]:
    """Return the cells that could not be read, or raised, in their order, and what is wrong."""
    names = names_of(claims)
    found = [(cell.cell, cell.problem) for cell in submission.unread]
    found += [
        (submission.cells[one.cell], _problem(submission, one.failure, names))
        for one in claims.failed_cells
        if 0 <= one.cell < len(submission.cells)
    ]
    if claims.unfinished and claims.failure:  # what a thread raised, after the last cell
        found.append((submission.cells[-1], _problem(submission, claims.failure, names)))
    return sorted(found, key=lambda one: one[0].start)


def uncalled(
    submission: Submission, claims: Gist, problem: Problem | None, *, nothing: bool
) -> Problem | None:
    """Return that a function is not called, as the reason of a problem or of checks that failed.

    nothing: no check has passed; only then a function counts that is defined and never named.
    """
    stop = claims.failure.stopped_at if claims.failure else None
    for one in claims.uncalled:
        if stop is not None and one.line > stop.line:
            continue  # the script has not come to it
        file, line = submission.place(one.line)
        name, call = clean_line(one.name, 100), clean_line(one.call, 100)
        where = submission.line(one.line, _CONTEXT)
        lines = (where,) if where else ()
        if not one.defined:
            text = f"Line {line} of {file} names `{name}` and does not call it: the brackets are"
            hint = f"Write `{call}`."
            if problem is None:
                return Problem("not called", f"{text} missing.", hint, lines)
            return msgspec.structs.replace(problem, hint=f"{text} missing. {hint}")
        if nothing and problem is None:
            text = f"`{name}` is defined on line {line} of {file} and never called."
            return Problem("not called", text, f"Call it at the end: `{call}`.", lines)
    return None


def stopped(submission: Submission, failure: Failure | None) -> str:
    """Return where the script, or the first cell that failed, stopped; "" if it did not."""
    if failure and failure.clues.role == "program":
        return ""  # what stands after it was run
    frame = failure.stopped_at if failure else None
    if frame is None:
        return "the script stopped" if failure else ""
    if frame.file in (one.name for one in submission.beside):
        return f"{clean_line(frame.file, 100)} stopped at line {frame.line}"
    file, line = submission.place(frame.line)
    cell = file.removeprefix(submission.file).removeprefix(", ")
    return f"{cell} stopped at line {line}" if cell else f"stopped at line {line}"


def _problem(submission: Submission, failure: Failure, names: Mapping[str, str]) -> Problem:
    return Problem(
        clean_line(failure.type, 100),
        clean(_message(failure, names)),
        explain(failure, names),
        tuple(_line(submission, frame, failure.stopped_at) for frame in failure.frames),
    )


def _message(failure: Failure, names: Mapping[str, str]) -> str:
    """Return the message without dumps, and with the name that Python would suggest."""
    text, near = without_dumps(failure.message, names), failure.clues.near
    if failure.type not in _SUGGESTED or not near or "Did you mean" in text:
        return text
    name = clean_line(near[0].removeprefix(f"{failure.clues.owner}."), 100)
    return text if "." in name else f"{text.rstrip('.')}. Did you mean: '{name}'?"


def _line(submission: Submission, frame: Frame, last: Frame | None) -> SourceLine:
    """Return a frame's line; where the script stopped, with what failed and the lines above."""
    known = submission.line_in(frame.file, frame.line, _CONTEXT if frame is last else 0)
    if known is None:
        return SourceLine(clean_line(frame.file, 100), frame.line, clean(frame.text, 300))
    same = known.text.strip() == clean(frame.text, 300)  # of a notebook, a line may be rewritten
    if frame is not last or not same:
        return known
    return msgspec.structs.replace(known, column=frame.column, end=frame.end)
