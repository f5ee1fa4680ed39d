"""Running the student's module: a script to its end, a notebook cell by cell."""

import ast
import inspect
import linecache
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import CodeType, ModuleType

import msgspec

from grader.collect.bound import watched
from grader.collect.claims import MAX_REFUSED, FailedCell
from grader.collect.clues import clues
from grader.collect.failure import flatten
from grader.collect.machine import listing
from grader.collect.printing import flush_all
from grader.collect.refusals import below, bound_at, is_refused, last_line, line_of_module, needs
from grader.collect.request import CollectRequest
from grader.collect.stops import Failure
from grader.collect.waiting import wait_for
from grader.foundation.text import encodable

# In a cell, `await` may stand outside of functions.
_AWAITING = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass(frozen=True)
class Ended:
    """How a run ended.

    failure is what ended a script, or what the first of failed_cells raised. left_at is the line of
    a `sys.exit(0)`, 0 if there was none. refused_at: the lines of statements that would start a
    program, and were not run to their end; where nothing else was raised, failure is the first.
    """

    failure: Failure | None = None
    left_at: int = 0
    failed_cells: tuple[FailedCell, ...] = ()
    refused_at: tuple[int, ...] = ()


def execute(module: ModuleType, request: CollectRequest, events: Callable[[], int]) -> Ended:
    """Run the module, and after a cell that raises the next ones, as a notebook does.

    events: returns how many events were noted down until now.
    """
    text, name = request.source.decode(), request.filename
    # Tracebacks show these lines, whatever becomes of the file and of the working folder.
    linecache.cache[name] = (len(text), None, [f"{line}\n" for line in text.split("\n")], name)
    if not request.cells:
        ended = _run(partial(_compiled, text, 1, request, 0), module, request)
        return ended if ended.failure else _joined(name, ended)
    left_at, failed, refused = 0, list[FailedCell](), list[int]()
    for number, cell in enumerate(_cells(text, request.cells)):
        begin = events()
        ended = _run(partial(_compiled, *cell, request, _AWAITING), module, request)
        left_at = left_at or ended.left_at
        refused += ended.refused_at
        if ended.failure and not is_refused(ended.failure):
            failed.append(FailedCell(number, ended.failure, begin, events()))
    first = failed[0].failure if failed else None
    return _joined(name, Ended(first, left_at, tuple(failed), tuple(refused)))


def _cells(text: str, starts: tuple[int, ...]) -> list[tuple[str, int]]:
    """Return each cell's text and the line at which it begins."""
    lines = text.split("\n")
    ends = (*(start - 1 for start in starts[1:]), len(lines))
    return [
        ("\n".join(lines[start - 1 : end]), start) for start, end in zip(starts, ends, strict=True)
    ]


def _compiled(
    text: str, start: int, request: CollectRequest, flags: int, after: int = 0
) -> CodeType:
    """Return the code of a piece of the module, whose functions tell what they bind.

    after: statements that begin on this line or above are left out. What the module asserts does
    not hold where its files have other numbers, and is left out then.
    """
    name = request.filename
    tree = ast.parse(text, name)
    if start > 1:
        tree = ast.increment_lineno(tree, start - 1)
    code: CodeType = compile(
        watched(below(tree, after)),
        name,
        "exec",
        flags=flags,
        dont_inherit=True,
        optimize=-1 if request.sealed is None else 1,
    )
    return code


def _run(compiled: Callable[..., CodeType], module: ModuleType, request: CollectRequest) -> Ended:
    """Run a piece of the module and return how that ended.

    After a statement that would start a program, or that needs what one would have given, the next
    one is run: a graph needs no programs. So it is after any that raised where files have other
    numbers, which may be why.
    """
    refused: list[Failure] = []
    after, lost = 0, set[str]()
    while True:
        ended = _run_once(partial(compiled, after=after), module, request)
        failure = ended.failure
        if failure is None or len(refused) == MAX_REFUSED:
            break
        line = line_of_module(failure, request.filename)
        goes_on = is_refused(failure) or needs(failure, lost) or request.sealed is not None
        if line <= after or not goes_on:
            break
        refused.append(failure)
        after, lost = line, lost | bound_at(line, request.source.decode())
    lines = tuple(last_line(one, request.filename) for one in refused)
    return replace(ended, failure=failure or next(iter(refused), None), refused_at=lines)


def _run_once(
    compiled: Callable[[], CodeType], module: ModuleType, request: CollectRequest
) -> Ended:
    """Run what is left of a piece of the module."""
    own = {request.filename, *(part.shown for part in request.parts if part.own)}
    try:
        code = compiled()
        if code.co_flags & inspect.CO_COROUTINE:
            wait_for(eval(code, vars(module)))  # noqa: S307 - what awaits is a coroutine
        else:
            exec(code, vars(module))  # noqa: S102 - running the student's module is the task
    except SystemExit as leave:
        failure = flatten(leave, own)
        if is_good(leave):
            return Ended(left_at=failure.frames[-1].line if failure.frames else 0)
        return Ended(failure)
    except BaseException as error:  # every exception of the student's is a value here
        failure = _with_files(flatten(error, own), request.scratch)
        last = failure.stopped_at
        told = clues(error, last.file if last else request.filename)
        return Ended(msgspec.structs.replace(failure, clues=told))
    finally:
        flush_all()
    return Ended()


def _with_files(failure: Failure, scratch: str) -> Failure:
    """Return a failure with what lies beside the script, if it is a file that is missing."""
    missing = "No such file" in failure.message or failure.message.endswith("not found.")
    if failure.type not in ("FileNotFoundError", "NotFoundError") or not missing:
        return failure
    return msgspec.structs.replace(failure, there=tuple(map(encodable, listing(scratch))))


def _joined(name: str, ended: Ended) -> Ended:
    """Wait for the threads that the module left behind; return how it ended."""
    try:
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
    except BaseException as error:  # a thread may be an object of the student's
        return replace(ended, failure=flatten(error, name)) if ended.failure is None else ended
    return ended


def is_good(leave: SystemExit) -> bool:
    """Say whether an exit means success, as Python takes it: code None or the number 0."""
    code = vars(SystemExit)["code"].__get__(leave)  # not what a subclass says
    return code is None or (type(code) in (int, bool) and code == 0)
